-- A rate table names the source codes of its rates by a code deck of their own, or by the same one.

ALTER TABLE rate_tables ADD COLUMN source_code_deck_id bigint REFERENCES code_decks;
CREATE INDEX rate_tables_source_code_deck_id ON rate_tables (source_code_deck_id);
COMMENT ON COLUMN rate_tables.source_code_deck_id IS 'Names the source codes of its rates; null: nothing does.';

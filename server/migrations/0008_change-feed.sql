-- The change feed: what a copy of the configuration in memory has to read again. Filled by triggers
-- on everything that pricing is made of, so no way of writing can forget it.

CREATE TABLE change_feed (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  made_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  made_at timestamptz NOT NULL DEFAULT now(),
  noun text NOT NULL,
  thing_id bigint NOT NULL
);
CREATE INDEX change_feed_made_in ON change_feed (made_in);
CREATE INDEX change_feed_made_at ON change_feed (made_at);
COMMENT ON TABLE change_feed IS 'Things that were changed, by transaction: whoever holds copies reads what became visible since the snapshot they were made of. Kept for a week; told by NOTIFY on the channel ratedeck_changes when it is committed.';
COMMENT ON COLUMN change_feed.made_in IS 'Transaction of the change: compared with a snapshot, it says whether the change was seen. The order of ids would not: a lower id may be committed later.';
COMMENT ON COLUMN change_feed.noun IS 'As in the API''s addresses; `rates` stands for the rates of the table thing_id.';

-- The first argument is the noun, the second the column that says which thing.
CREATE FUNCTION tell_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told_count integer;
  source text := CASE TG_OP
    WHEN 'INSERT' THEN format('SELECT %I AS id FROM new_rows', TG_ARGV[1])
    WHEN 'DELETE' THEN format('SELECT %I AS id FROM old_rows', TG_ARGV[1])
    ELSE format('SELECT %1$I AS id FROM new_rows UNION SELECT %1$I FROM old_rows', TG_ARGV[1]) END;
BEGIN
  EXECUTE format(
    'INSERT INTO change_feed (noun, thing_id)
     SELECT DISTINCT %L, changed.id FROM (%s) AS changed
     WHERE NOT EXISTS (SELECT FROM change_feed AS told WHERE told.made_in = pg_current_xact_id()
       AND told.noun = %1$L AND told.thing_id = changed.id)', TG_ARGV[0], source);
  GET DIAGNOSTICS told_count = ROW_COUNT;
  IF told_count > 0 THEN PERFORM pg_notify('ratedeck_changes', ''); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION change_feed_forget() RETURNS void LANGUAGE sql AS $$
  DELETE FROM change_feed WHERE id IN (
    SELECT id FROM change_feed WHERE made_at < now() - interval '7 days'
      AND id < (SELECT max(id) FROM change_feed)
    ORDER BY made_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
$$;
COMMENT ON FUNCTION change_feed_forget IS 'Whoever follows the feed calls it from time to time; a copy that is older than a week is made anew.';

DO $$
DECLARE
  -- What the triggers of these tables do within themselves was told by the statement that fired them.
  watched text[][] := ARRAY[
    ['accounts', 'account', 'id'], ['trunks', 'trunk', 'id'],
    ['trunk_number_rules', 'trunk', 'trunk_id'], ['trunk_addresses', 'trunk', 'trunk_id'],
    ['code_decks', 'code-deck', 'id'], ['code_deck_codes', 'code-deck', 'code_deck_id'],
    ['time_profiles', 'time-profile', 'id'],
    ['time_profile_windows', 'time-profile', 'time_profile_id'],
    ['time_profile_exceptions', 'time-profile', 'time_profile_id'],
    ['categories', 'category', 'id'], ['exchange_rates', 'exchange-rate', 'id'],
    ['rate_tables', 'rate-table', 'id'], ['rates', 'rates', 'rate_table_id']];
  one text[];
BEGIN
  FOREACH one SLICE 1 IN ARRAY watched LOOP
    EXECUTE format('CREATE TRIGGER change_feed_insert AFTER INSERT ON %I
      REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
      EXECUTE FUNCTION tell_changes(%L, %L)', one[1], one[2], one[3]);
    EXECUTE format('CREATE TRIGGER change_feed_update AFTER UPDATE ON %I
      REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT
      WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION tell_changes(%L, %L)', one[1], one[2], one[3]);
    EXECUTE format('CREATE TRIGGER change_feed_delete AFTER DELETE ON %I
      REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT
      EXECUTE FUNCTION tell_changes(%L, %L)', one[1], one[2], one[3]);
  END LOOP;
END $$;

-- A rename, another parent or rounding: whoever holds a compiled table asks for its revision too.
CREATE FUNCTION rate_tables_raise_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := OLD.revision + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER rate_tables_revised BEFORE UPDATE ON rate_tables FOR EACH ROW
  WHEN (NEW.revision = OLD.revision AND NEW.version <> OLD.version)
  EXECUTE FUNCTION rate_tables_raise_revision();

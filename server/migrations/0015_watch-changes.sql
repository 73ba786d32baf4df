-- The change feed's triggers on a table, once: 0008 and 0009 each wrote them out. A table that
-- pricing is made of is watched by one call in the migration that makes it. Changes no rows.

CREATE FUNCTION watch_changes(watched regclass, noun text, id_column name) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER change_feed_insert AFTER INSERT ON %s
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION tell_changes(%L, %L)', watched, noun, id_column);
  -- What the triggers of a table do within themselves was told by the statement that fired them.
  EXECUTE format('CREATE TRIGGER change_feed_update AFTER UPDATE ON %s
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION tell_changes(%L, %L)',
    watched, noun, id_column);
  EXECUTE format('CREATE TRIGGER change_feed_delete AFTER DELETE ON %s
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT
    EXECUTE FUNCTION tell_changes(%L, %L)', watched, noun, id_column);
END $$;
COMMENT ON FUNCTION watch_changes IS 'For migrations: has the change feed tell of a table. The noun is what is told, id_column says of which thing.';

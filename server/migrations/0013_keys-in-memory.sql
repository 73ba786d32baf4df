-- Who calls is answered from memory: the change feed tells when a key, a user or a session is not what
-- it was. New ones need not be told of, as nobody who was not found is remembered.

ALTER TABLE api_keys ADD COLUMN requests_per_minute integer
  CONSTRAINT api_keys_requests_per_minute_check CHECK (requests_per_minute >= 1);
COMMENT ON COLUMN api_keys.requests_per_minute IS 'How often it may ask; null: as often as the server lets every key.';

-- The first argument is the noun, the second the column that says which thing.
CREATE FUNCTION tell_change_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed_id bigint := (to_jsonb(OLD) ->> TG_ARGV[1])::bigint;
BEGIN
  INSERT INTO change_feed (noun, thing_id) SELECT TG_ARGV[0], changed_id
  WHERE NOT EXISTS (SELECT FROM change_feed AS told WHERE told.made_in = pg_current_xact_id()
    AND told.noun = TG_ARGV[0] AND told.thing_id = changed_id);
  IF FOUND THEN PERFORM pg_notify('ratedeck_changes', ''); END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  -- The last columns say when it was used, or guard the way in, and change nothing for who is in.
  watched text[][] := ARRAY[
    ['api_keys', 'api-key', 'id', '{last_used_at}'],
    ['users', 'user', 'id', '{failed_logins,locked_until,last_login_at,password_hash}'],
    ['sessions', 'session', 'user_id', '{last_seen_at,expires_at}']];
  one text[];
BEGIN
  FOREACH one SLICE 1 IN ARRAY watched LOOP
    EXECUTE format('CREATE TRIGGER change_feed_update AFTER UPDATE ON %1$I FOR EACH ROW
      WHEN (to_jsonb(OLD) - %4$L::text[] IS DISTINCT FROM to_jsonb(NEW) - %4$L::text[])
      EXECUTE FUNCTION tell_change_of_row(%2$L, %3$L)', one[1], one[2], one[3], one[4]);
    EXECUTE format('CREATE TRIGGER change_feed_delete AFTER DELETE ON %I FOR EACH ROW
      EXECUTE FUNCTION tell_change_of_row(%L, %L)', one[1], one[2], one[3]);
  END LOOP;
END $$;

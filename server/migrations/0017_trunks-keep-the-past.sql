-- Calls that were rated by what is assigned to a trunk were those of its account, and stay so.

CREATE FUNCTION trunks_keep_the_past() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM assignments JOIN assignment_usage ON assignment_id = assignments.id
             WHERE assignments.trunk_id = NEW.id)
  THEN
    RAISE EXCEPTION 'calls were rated by what is assigned to trunk %', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'trunks_keep_the_past';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER trunks_keep_the_past AFTER UPDATE ON trunks FOR EACH ROW
  WHEN (NEW.account_id <> OLD.account_id) EXECUTE FUNCTION trunks_keep_the_past();

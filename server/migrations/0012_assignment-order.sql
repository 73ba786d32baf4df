-- Lists of all assignments, however many there are: each sort has an index. What follows an assignment
-- is asked of one index by account or trunk; as one question with OR the index of a sort would look
-- good for it, and be walked from end to end.

CREATE INDEX assignments_activates_at ON assignments (activates_at, id);
CREATE INDEX assignments_created_at ON assignments (created_at, id);

CREATE OR REPLACE VIEW assignment_spans AS
  SELECT assignments.*, coalesce(assignments.account_id, trunks.account_id) AS party_id,
    least(ends_at, CASE WHEN assignments.account_id IS NOT NULL THEN (
        SELECT min(later.activates_at) FROM assignments AS later
        WHERE later.account_id = assignments.account_id
          AND later.activates_at > assignments.activates_at)
      ELSE (
        SELECT min(later.activates_at) FROM assignments AS later
        WHERE later.trunk_id = assignments.trunk_id
          AND later.activates_at > assignments.activates_at) END) AS until
  FROM assignments LEFT JOIN trunks ON trunks.id = assignments.trunk_id;

CREATE OR REPLACE FUNCTION current_assignment(of_account_id bigint, of_trunk_id bigint, at timestamptz)
RETURNS json LANGUAGE sql STABLE AS $$
  WITH latest AS (
    (SELECT id, rating_plan_id, rate_table_id, ends_at FROM assignments
     WHERE of_trunk_id IS NULL AND account_id = of_account_id AND activates_at <= at
     ORDER BY account_id, activates_at DESC LIMIT 1)
    UNION ALL
    (SELECT id, rating_plan_id, rate_table_id, ends_at FROM assignments
     WHERE of_account_id IS NULL AND trunk_id = of_trunk_id AND activates_at <= at
     ORDER BY trunk_id, activates_at DESC LIMIT 1)
  )
  SELECT json_build_object('id', latest.id::text,
    'ratingPlan', CASE WHEN rating_plans.id IS NOT NULL THEN
      json_build_object('id', rating_plans.id::text, 'name', rating_plans.name) END,
    'rateTable', CASE WHEN rate_tables.id IS NOT NULL THEN
      json_build_object('id', rate_tables.id::text, 'name', rate_tables.name) END)
  FROM latest
  LEFT JOIN rating_plans ON rating_plans.id = latest.rating_plan_id
  LEFT JOIN rate_tables ON rate_tables.id = latest.rate_table_id
  WHERE latest.ends_at IS NULL OR latest.ends_at > at
$$;

CREATE OR REPLACE FUNCTION assignments_keep_the_past() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  usage assignment_usage;
  span record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT * INTO usage FROM assignment_usage WHERE assignment_id = NEW.id FOR SHARE;
    IF FOUND AND (NEW.ends_at <= usage.last_call_at
      OR (NEW.account_id, NEW.trunk_id, NEW.rating_plan_id, NEW.rate_table_id, NEW.activates_at)
        IS DISTINCT FROM
        (OLD.account_id, OLD.trunk_id, OLD.rating_plan_id, OLD.rate_table_id, OLD.activates_at))
    THEN
      RAISE EXCEPTION 'calls were rated by assignment %', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'assignments_keep_the_past';
    END IF;
  END IF;
  SELECT party_id, until INTO span FROM assignment_spans WHERE id = NEW.id;
  -- Those of the account are under one of a trunk also when they began later.
  IF EXISTS (
    SELECT FROM assignments AS other JOIN assignment_usage ON assignment_id = other.id
    WHERE (other.account_id = span.party_id OR other.trunk_id = NEW.trunk_id)
      AND other.id <> NEW.id
      AND (other.activates_at < NEW.activates_at
        OR NEW.trunk_id IS NOT NULL AND other.account_id IS NOT NULL)
      AND last_call_at >= NEW.activates_at
      AND (span.until IS NULL OR first_call_at < span.until))
  THEN
    RAISE EXCEPTION 'calls were rated by another assignment when assignment % is in force', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'assignments_keep_the_past';
  END IF;
  RETURN NULL;
END $$;

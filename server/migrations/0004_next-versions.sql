-- When the version after a rate begins, and until when a rate therefore holds.
--
-- What is in force and what has ended hangs on the next version of the same identity. Looked for rate
-- by rate, it makes lists of a million rates take seconds; so each rate carries it. Triggers alone
-- write it: whatever adds, edits, stashes or deletes rates, by whichever statement, leaves it true.

ALTER TABLE rates ADD COLUMN next_from timestamptz;
ALTER TABLE rates ADD COLUMN valid_to timestamptz NOT NULL
  GENERATED ALWAYS AS (least(effective_to, next_from, 'infinity')) STORED;
ALTER TABLE rate_changes ADD COLUMN next_from timestamptz;
ALTER TABLE rate_changes ADD COLUMN valid_to timestamptz NOT NULL DEFAULT 'infinity';
COMMENT ON COLUMN rates.next_from IS 'Begin of the next version of its identity that is not stashed; null: none. Kept by triggers.';
COMMENT ON COLUMN rates.valid_to IS 'First instant at which it holds no more, by its own end or by the next version; infinity: none.';

-- The two halves stand in different indexes; conditions on the table and on codes reach both.
CREATE VIEW rates_before_next AS
  SELECT id, rate_table_id, code, next_from, min(effective_from) FILTER (WHERE NOT stashed) OVER (
    PARTITION BY rate_table_id, code, service, source_code, number_length_min, number_length_max,
      time_profile_id, tag
    ORDER BY effective_from DESC
    GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS found_next_from
  FROM (
    SELECT id, rate_table_id, code, service, source_code, number_length_min, number_length_max,
      time_profile_id, tag, effective_from, stashed, next_from
    FROM rates WHERE NOT stashed
    UNION ALL
    SELECT id, rate_table_id, code, service, source_code, number_length_min, number_length_max,
      time_profile_id, tag, effective_from, stashed, next_from
    FROM rates WHERE stashed
  ) AS versions;
COMMENT ON VIEW rates_before_next IS 'Each rate with what its next_from is and what it should be.';

-- Of these codes; null: of all codes of the table that have several versions, for big changes.
CREATE FUNCTION rates_keep_next(in_table_id bigint, of_codes text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  codes text[] := of_codes;
BEGIN
  IF codes IS NULL THEN
    SELECT array_agg(several.code) INTO codes FROM (
      SELECT code FROM rates WHERE rate_table_id = in_table_id
      GROUP BY code HAVING count(*) > 1 OR count(next_from) > 0
    ) AS several;
  END IF;
  UPDATE rates SET next_from = wrong.found_next_from
  FROM (
    SELECT id, found_next_from FROM rates_before_next
    WHERE rate_table_id = in_table_id AND code = ANY (codes)
      AND next_from IS DISTINCT FROM found_next_from
  ) AS wrong
  WHERE rates.id = wrong.id;
END $$;
COMMENT ON FUNCTION rates_keep_next IS 'Sets next_from right.';

CREATE FUNCTION rates_next_after_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  added record;
BEGIN
  SELECT count(*) AS count, min(rate_table_id) AS table_id INTO added FROM added_rates;
  IF added.count > 10000 THEN
    PERFORM rates_keep_next(added.table_id, NULL);
  ELSIF added.count > 0 THEN
    PERFORM rates_keep_next(added.table_id, ARRAY(SELECT DISTINCT code FROM added_rates));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION rates_next_after_update() RETURNS trigger LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  moved record;
BEGIN
  SELECT count(*) AS count, min(new_rates.rate_table_id) AS table_id,
    array_agg(old_rates.code) || array_agg(new_rates.code) AS codes
    INTO moved
  FROM old_rates JOIN new_rates USING (id)
  WHERE (old_rates.effective_from, old_rates.stashed, old_rates.next_from, old_rates.code,
      old_rates.service, old_rates.source_code, old_rates.number_length_min,
      old_rates.number_length_max, old_rates.time_profile_id, old_rates.tag)
    IS DISTINCT FROM
      (new_rates.effective_from, new_rates.stashed, new_rates.next_from, new_rates.code,
      new_rates.service, new_rates.source_code, new_rates.number_length_min,
      new_rates.number_length_max, new_rates.time_profile_id, new_rates.tag);
  IF moved.count > 10000 THEN
    PERFORM rates_keep_next(moved.table_id, NULL);
  ELSIF moved.count > 0 THEN
    PERFORM rates_keep_next(moved.table_id, moved.codes);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION rates_next_after_delete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  removed record;
BEGIN
  SELECT count(*) AS count, min(rate_table_id) AS table_id INTO removed FROM old_rates;
  IF removed.count > 10000 THEN
    PERFORM rates_keep_next(removed.table_id, NULL);
  ELSIF removed.count > 0 THEN
    PERFORM rates_keep_next(removed.table_id, ARRAY(SELECT DISTINCT code FROM old_rates));
  END IF;
  RETURN NULL;
END $$;

-- Only next_from is written by a trigger, and needs neither a change set nor a look at what is next.
DROP TRIGGER rates_updated ON rates;
CREATE TRIGGER rates_updated AFTER UPDATE ON rates
  REFERENCING OLD TABLE AS old_rates NEW TABLE AS new_rates FOR EACH STATEMENT
  WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION rates_after_update();
CREATE TRIGGER rates_version_added AFTER INSERT ON rates
  REFERENCING NEW TABLE AS added_rates
  FOR EACH STATEMENT EXECUTE FUNCTION rates_next_after_insert();
CREATE TRIGGER rates_version_moved AFTER UPDATE ON rates
  REFERENCING OLD TABLE AS old_rates NEW TABLE AS new_rates FOR EACH STATEMENT
  WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION rates_next_after_update();
CREATE TRIGGER rates_version_removed AFTER DELETE ON rates
  REFERENCING OLD TABLE AS old_rates
  FOR EACH STATEMENT EXECUTE FUNCTION rates_next_after_delete();

-- Rates that are there already.
ALTER TABLE rates DISABLE TRIGGER USER;
UPDATE rates SET next_from = found_next_from FROM rates_before_next AS found
WHERE found.id = rates.id AND found.found_next_from IS NOT NULL;
ALTER TABLE rates ENABLE TRIGGER USER;

-- Lists go by these: each sort has one, and what is not stashed has one by its end. A price is kept
-- as lists compare it, rates without one first.
DROP INDEX rates_ending;
CREATE INDEX rates_ending ON rates (rate_table_id, effective_to, code)
  WHERE effective_to IS NOT NULL AND NOT blocked AND NOT stashed;
DROP INDEX rates_name_id;
CREATE INDEX rates_name_id ON rates (rate_table_id, name_id, id);
CREATE INDEX rates_valid_to ON rates (rate_table_id, valid_to, id) WHERE NOT stashed;
CREATE INDEX rates_price ON rates (rate_table_id, (coalesce(price, -1)), id) WHERE NOT stashed;

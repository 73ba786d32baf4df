-- One form for each range of number lengths, as the engine has it: both ends, 1 and 32 where they are
-- open; none where there is no range. Until now {min 5} and {min 5, max 32} were two identities of
-- one date, and a book that holds both is refused.

ALTER TABLE rates DISABLE TRIGGER USER;
ALTER TABLE rate_changes DISABLE TRIGGER USER;
ALTER TABLE rate_tables DISABLE TRIGGER USER;

-- Where both were stored, the one that was added last stays; others are stashed, so nothing is lost.
WITH named AS (
  SELECT id, rate_table_id, row_number() OVER (
      PARTITION BY rate_table_id, code, effective_from, service, source_code,
        coalesce(number_length_min, CASE WHEN number_length_max IS NOT NULL THEN 1 END),
        coalesce(number_length_max, CASE WHEN number_length_min IS NOT NULL THEN 32 END),
        time_profile_id, tag
      ORDER BY special_rate_id IS NULL, id DESC) AS place
  FROM rates
  WHERE NOT stashed AND (number_length_min IS NOT NULL OR number_length_max IS NOT NULL)
), twins AS (
  UPDATE rates SET stashed = true, version = version + 1
  FROM named WHERE named.id = rates.id AND place > 1
  RETURNING rates.rate_table_id
), counted AS (
  SELECT rate_table_id, count(*) AS count FROM twins GROUP BY rate_table_id
)
UPDATE rate_tables SET rate_count = rate_count - counted.count,
  stashed_count = stashed_count + counted.count, revision = revision + 1
FROM counted WHERE counted.rate_table_id = rate_tables.id;

CREATE TEMPORARY TABLE widened ON COMMIT DROP AS
  SELECT DISTINCT rate_table_id, code FROM rates
  WHERE number_length_min IS NOT NULL OR number_length_max IS NOT NULL;
UPDATE rates SET number_length_min = coalesce(number_length_min, 1),
  number_length_max = coalesce(number_length_max, 32)
WHERE (number_length_min IS NULL) <> (number_length_max IS NULL);
UPDATE rate_changes SET number_length_min = coalesce(number_length_min, 1),
  number_length_max = coalesce(number_length_max, 32)
WHERE (number_length_min IS NULL) <> (number_length_max IS NULL);

-- Versions of two identities may be versions of one now.
UPDATE rates SET next_from = found.found_next_from
FROM widened JOIN rates_before_next AS found USING (rate_table_id, code)
WHERE found.id = rates.id AND found.found_next_from IS DISTINCT FROM rates.next_from;

ALTER TABLE rate_tables ENABLE TRIGGER USER;
ALTER TABLE rate_changes ENABLE TRIGGER USER;
ALTER TABLE rates ENABLE TRIGGER USER;

ALTER TABLE rates ADD CONSTRAINT rates_number_length_whole
  CHECK ((number_length_min IS NULL) = (number_length_max IS NULL));

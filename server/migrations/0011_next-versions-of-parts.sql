-- Rates that come in parts into a database of which the planner has no figures yet: each part read
-- all rates before it, and compared each of them with each of its codes. A plan that a connection had
-- made for a handful of rates was kept, and took an index that knows the table only.
--
-- Now a plan is made for what there is. Few codes are searched for one by one. Of many, which come in
-- the order of their codes, all rates from the first to the last are read, which only the index of
-- codes understands, and compared by hash; an empty text behind the code hides it from indexes.

CREATE OR REPLACE FUNCTION rates_keep_next(in_table_id bigint, of_codes text[]) RETURNS void
LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  codes text[] := of_codes;
  first_code text;
  last_code text;
BEGIN
  IF codes IS NULL THEN
    SELECT array_agg(several.code) INTO codes FROM (
      SELECT code FROM rates WHERE rate_table_id = in_table_id
      GROUP BY code HAVING count(*) > 1 OR count(next_from) > 0
    ) AS several;
  END IF;
  IF cardinality(codes) <= 1000 THEN
    UPDATE rates SET next_from = wrong.found_next_from
    FROM (
      SELECT id, found_next_from FROM rates_before_next
      WHERE rate_table_id = in_table_id AND code = ANY (codes)
        AND next_from IS DISTINCT FROM found_next_from
    ) AS wrong
    WHERE rates.id = wrong.id;
    RETURN;
  END IF;
  SELECT min(code COLLATE "C"), max(code COLLATE "C") INTO first_code, last_code
  FROM unnest(codes) AS code;
  UPDATE rates SET next_from = wrong.found_next_from
  FROM (
    SELECT id, found_next_from FROM rates_before_next
    WHERE rate_table_id = in_table_id AND code BETWEEN first_code AND last_code
      AND code || '' = ANY (codes) AND next_from IS DISTINCT FROM found_next_from
  ) AS wrong
  WHERE rates.id = wrong.id;
END $$;

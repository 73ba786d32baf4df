-- What the accounts below one are priced by: what its users see beside their own tables and plans.

CREATE FUNCTION assigned_rating_plans(root_id bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
  SELECT rating_plan_id FROM assignments LEFT JOIN trunks ON trunks.id = trunk_id
  WHERE rating_plan_id IS NOT NULL
    AND coalesce(assignments.account_id, trunks.account_id) IN (SELECT account_subtree(root_id))
$$;
COMMENT ON FUNCTION assigned_rating_plans IS 'Plans that are assigned to the account, to accounts below it or to their trunks: past, current and planned.';

CREATE FUNCTION assigned_rate_tables(root_id bigint)
RETURNS TABLE (rate_table_id bigint, nearer_ids bigint[])
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE tables (id, nearer_ids) AS (
    SELECT assigned.id, '{}'::bigint[] FROM (
      SELECT assignments.rate_table_id AS id FROM assignments LEFT JOIN trunks ON trunks.id = trunk_id
      WHERE assignments.rate_table_id IS NOT NULL
        AND coalesce(assignments.account_id, trunks.account_id) IN (SELECT account_subtree(root_id))
      UNION
      SELECT rating_plan_entries.rate_table_id FROM rating_plan_entries
      WHERE rating_plan_id IN (SELECT assigned_rating_plans(root_id))
    ) AS assigned
    UNION
    SELECT rate_tables.parent_id, tables.nearer_ids || tables.id
    FROM tables JOIN rate_tables ON rate_tables.id = tables.id
    WHERE rate_tables.parent_id IS NOT NULL
  )
  SELECT id, nearer_ids FROM tables
$$;
COMMENT ON FUNCTION assigned_rate_tables IS 'Tables by which these accounts are priced, alone, in a plan or as a parent. A parent comes with the tables whose rates go before its own; none: all its rates count.';

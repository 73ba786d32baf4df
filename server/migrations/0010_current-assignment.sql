-- What prices an account or a trunk right now, for whoever shows one.

CREATE FUNCTION current_assignment(of_account_id bigint, of_trunk_id bigint, at timestamptz)
RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('id', spans.id::text,
    'ratingPlan', CASE WHEN rating_plans.id IS NOT NULL THEN
      json_build_object('id', rating_plans.id::text, 'name', rating_plans.name) END,
    'rateTable', CASE WHEN rate_tables.id IS NOT NULL THEN
      json_build_object('id', rate_tables.id::text, 'name', rate_tables.name) END)
  FROM assignment_spans AS spans
  LEFT JOIN rating_plans ON rating_plans.id = spans.rating_plan_id
  LEFT JOIN rate_tables ON rate_tables.id = spans.rate_table_id
  WHERE (spans.account_id = of_account_id OR spans.trunk_id = of_trunk_id)
    AND spans.activates_at <= at AND (spans.until IS NULL OR spans.until > at)
$$;
COMMENT ON FUNCTION current_assignment IS 'The assignment of an account or of a trunk that is in force, as the API shows it; null: none.';

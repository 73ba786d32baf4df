-- Guards: no rate changes outside a change set, whatever the statement; what calls were rated by and
-- what a special rate holds stays, also when rates are added.
--
-- All of them look at sets, once a statement: a million rates are loaded as fast as before.

ALTER TABLE change_sets ADD COLUMN opened_in xid8 NOT NULL DEFAULT pg_current_xact_id();
COMMENT ON COLUMN change_sets.opened_in IS 'Transaction that opened it: rates are written by a change set in that one only.';

CREATE FUNCTION open_change_set() RETURNS change_sets LANGUAGE sql STABLE AS $$
  SELECT change_sets FROM change_sets
  WHERE id = current_change_set_id() AND opened_in = pg_current_xact_id()
$$;
COMMENT ON FUNCTION open_change_set IS 'The change set that this transaction has opened and not closed; null: none.';

CREATE FUNCTION refuse_outside_a_change_set(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rates are % only by the open change set of their table', what
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rates_within_a_change_set';
END $$;

CREATE FUNCTION refuse_the_past(rate_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'calls were rated when rate % is in force', rate_id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rates_keep_the_past';
END $$;

CREATE FUNCTION refuse_special(rate_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rate % belongs to a special rate, or would stand in the place of one', rate_id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rates_leave_special_rates';
END $$;

CREATE OR REPLACE FUNCTION rates_after_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change_set change_sets := open_change_set();
  added record;
  last_call timestamptz;
  special_ids bigint[];
  refused_id bigint;
BEGIN
  SELECT count(*) AS count, count(*) FILTER (WHERE stashed) AS stashed_count,
         min(id) AS first_id, max(id) AS last_id,
         min(effective_from) FILTER (WHERE NOT stashed) AS earliest,
         count(special_rate_id) AS special_count,
         min(rate_table_id) AS first_table_id, max(rate_table_id) AS last_table_id,
         min(added_in_id) AS first_set_id, max(added_in_id) AS last_set_id
    INTO added FROM added_rates;
  IF added.count = 0 THEN RETURN NULL; END IF;
  IF change_set.id IS NULL OR added.first_set_id <> change_set.id
    OR added.last_set_id <> change_set.id OR added.first_table_id <> change_set.rate_table_id
    OR added.last_table_id <> change_set.rate_table_id
  THEN
    PERFORM refuse_outside_a_change_set('added');
  END IF;
  IF EXISTS (SELECT FROM (SELECT DISTINCT name_id FROM added_rates) AS named
             WHERE NOT EXISTS (SELECT FROM names WHERE names.id = named.name_id))
  THEN
    RAISE EXCEPTION 'a rate has a name that is not in names'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'rates_name_id_fkey';
  END IF;
  SELECT last_call_at INTO last_call FROM rate_table_usage
  WHERE rate_table_id = change_set.rate_table_id;
  IF added.earliest <= last_call THEN
    PERFORM refuse_the_past(min(id)) FROM added_rates
    WHERE NOT stashed AND effective_from <= last_call;
  END IF;
  IF change_set.kind <> 'special-rate' THEN
    IF added.special_count > 0 THEN
      PERFORM refuse_special(min(id)) FROM added_rates WHERE special_rate_id IS NOT NULL;
    END IF;
    -- Most tables have none, and are not looked through.
    special_ids := ARRAY(
      SELECT id FROM special_rates WHERE rate_table_id = change_set.rate_table_id);
    IF special_ids <> '{}' THEN
      SELECT min(added_rates.id) INTO refused_id
      FROM added_rates JOIN rates AS held
        ON held.code = added_rates.code
        AND held.service = added_rates.service
        AND (held.source_code, held.number_length_min, held.number_length_max,
          held.time_profile_id, held.tag) IS NOT DISTINCT FROM
          (added_rates.source_code, added_rates.number_length_min,
          added_rates.number_length_max, added_rates.time_profile_id, added_rates.tag)
      WHERE NOT added_rates.stashed AND NOT held.stashed AND held.special_rate_id = ANY (special_ids)
        AND added_rates.effective_from >= held.effective_from
        AND (held.effective_to IS NULL OR added_rates.effective_from < held.effective_to);
      IF refused_id IS NOT NULL THEN PERFORM refuse_special(refused_id); END IF;
    END IF;
  END IF;
  UPDATE change_sets SET added_count = added_count + added.count,
    first_added_id = least(first_added_id, added.first_id),
    last_added_id = greatest(last_added_id, added.last_id)
  WHERE id = change_set.id;
  UPDATE rate_tables SET rate_count = rate_count + added.count - added.stashed_count,
    stashed_count = stashed_count + added.stashed_count, revision = revision + 1
  WHERE id = change_set.rate_table_id;
  RETURN NULL;
END $$;

-- A rate changes only with its version, by its change set; one thing aside: a name that follows its
-- code deck. The lists of columns are held to those of the table by a test.
--
-- The plan is made once a connection, perhaps for an update of one rate, and kept for one of a
-- million: a nested loop over old and new rates would then take hours.
CREATE OR REPLACE FUNCTION rates_after_update() RETURNS trigger LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  change_set change_sets := open_change_set();
  changed record;
  last_call timestamptz;
  image_count integer;
  special_ids bigint[];
  refused_id bigint;
BEGIN
  SELECT count(*) FILTER (WHERE new_rates.version > old_rates.version) AS count,
         count(*) FILTER (WHERE new_rates.version <= old_rates.version
           AND old_rates *<> new_rates
           AND (old_rates.version <> new_rates.version OR old_rates.name_id = new_rates.name_id
             OR old_rates.name_is_own OR new_rates.name_is_own
             OR (old_rates.code, old_rates.service, old_rates.source_code,
               old_rates.number_length_min, old_rates.number_length_max,
               old_rates.time_profile_id, old_rates.tag, old_rates.blocked, old_rates.price,
               old_rates.first_price, old_rates.first_interval, old_rates.next_interval,
               old_rates.free_volume, old_rates.setup_fee, old_rates.setup_fee_mode,
               old_rates.grace_volume, old_rates.grace_mode, old_rates.surcharge,
               old_rates.tier_froms, old_rates.tier_prices, old_rates.tier_intervals,
               old_rates.max_charge, old_rates.effective_from, old_rates.effective_to,
               old_rates.stashed, old_rates.name_is_own, old_rates.category_id,
               old_rates.special_rate_id, old_rates.notice, old_rates.description,
               old_rates.notes)
             IS DISTINCT FROM
             (new_rates.code, new_rates.service, new_rates.source_code,
               new_rates.number_length_min, new_rates.number_length_max,
               new_rates.time_profile_id, new_rates.tag, new_rates.blocked, new_rates.price,
               new_rates.first_price, new_rates.first_interval, new_rates.next_interval,
               new_rates.free_volume, new_rates.setup_fee, new_rates.setup_fee_mode,
               new_rates.grace_volume, new_rates.grace_mode, new_rates.surcharge,
               new_rates.tier_froms, new_rates.tier_prices, new_rates.tier_intervals,
               new_rates.max_charge, new_rates.effective_from, new_rates.effective_to,
               new_rates.stashed, new_rates.name_is_own, new_rates.category_id,
               new_rates.special_rate_id, new_rates.notice, new_rates.description,
               new_rates.notes))) AS silent_count,
         count(*) AS joined_count,
         count(*) FILTER (WHERE new_rates.added_in_id <> old_rates.added_in_id
           OR new_rates.rate_table_id <> old_rates.rate_table_id) AS moved_count,
         count(*) FILTER (WHERE new_rates.version > old_rates.version AND
           (old_rates.special_rate_id IS NOT NULL OR new_rates.special_rate_id IS NOT NULL))
           AS special_count,
         min(least(old_rates.effective_from, new_rates.effective_from)) AS earliest,
         min(old_rates.rate_table_id) AS first_table_id,
         max(old_rates.rate_table_id) AS last_table_id,
         count(*) FILTER (WHERE new_rates.stashed)
           - count(*) FILTER (WHERE old_rates.stashed) AS stashed_difference
    INTO changed FROM old_rates JOIN new_rates USING (id);
  IF changed.joined_count < (SELECT count(*) FROM old_rates) OR changed.silent_count > 0
    OR changed.moved_count > 0
  THEN
    PERFORM refuse_outside_a_change_set('changed');
  END IF;
  -- A name that follows its code deck is no change of the rate.
  IF changed.count = 0 THEN RETURN NULL; END IF;
  IF change_set.id IS NULL OR changed.first_table_id <> change_set.rate_table_id
    OR changed.last_table_id <> change_set.rate_table_id
  THEN
    PERFORM refuse_outside_a_change_set('changed');
  END IF;
  SELECT last_call_at INTO last_call FROM rate_table_usage
  WHERE rate_table_id = change_set.rate_table_id;
  IF changed.earliest <= last_call THEN
    SELECT min(id) INTO refused_id FROM old_rates JOIN new_rates USING (id)
    WHERE (NOT old_rates.stashed AND old_rates.effective_from <= last_call
        AND (new_rates.stashed OR new_rates.effective_from <> old_rates.effective_from
          OR least(new_rates.effective_to, last_call)
            IS DISTINCT FROM least(old_rates.effective_to, last_call)
          OR (old_rates.code, old_rates.service, old_rates.source_code,
            old_rates.number_length_min, old_rates.number_length_max, old_rates.time_profile_id,
            old_rates.tag, old_rates.blocked, old_rates.price, old_rates.first_price,
            old_rates.first_interval, old_rates.next_interval, old_rates.free_volume,
            old_rates.setup_fee, old_rates.setup_fee_mode, old_rates.grace_volume,
            old_rates.grace_mode, old_rates.surcharge, old_rates.tier_froms,
            old_rates.tier_prices, old_rates.tier_intervals, old_rates.max_charge) IS DISTINCT FROM
            (new_rates.code, new_rates.service, new_rates.source_code,
            new_rates.number_length_min, new_rates.number_length_max, new_rates.time_profile_id,
            new_rates.tag, new_rates.blocked, new_rates.price, new_rates.first_price,
            new_rates.first_interval, new_rates.next_interval, new_rates.free_volume,
            new_rates.setup_fee, new_rates.setup_fee_mode, new_rates.grace_volume,
            new_rates.grace_mode, new_rates.surcharge, new_rates.tier_froms,
            new_rates.tier_prices, new_rates.tier_intervals, new_rates.max_charge)))
      OR (NOT new_rates.stashed AND new_rates.effective_from <= last_call
        AND (old_rates.stashed OR old_rates.effective_from > last_call));
    IF refused_id IS NOT NULL THEN PERFORM refuse_the_past(refused_id); END IF;
  END IF;
  IF change_set.kind <> 'special-rate' THEN
    IF changed.special_count > 0 THEN
      PERFORM refuse_special(min(id)) FROM old_rates JOIN new_rates USING (id)
      WHERE old_rates.special_rate_id IS NOT NULL OR new_rates.special_rate_id IS NOT NULL;
    END IF;
    special_ids := ARRAY(
      SELECT id FROM special_rates WHERE rate_table_id = change_set.rate_table_id);
    IF special_ids <> '{}' THEN
      SELECT min(new_rates.id) INTO refused_id
      FROM old_rates JOIN new_rates USING (id) JOIN rates AS held
        ON held.code = new_rates.code
        AND held.service = new_rates.service
        AND (held.source_code, held.number_length_min, held.number_length_max,
          held.time_profile_id, held.tag) IS NOT DISTINCT FROM
          (new_rates.source_code, new_rates.number_length_min, new_rates.number_length_max,
          new_rates.time_profile_id, new_rates.tag)
      WHERE NOT new_rates.stashed AND NOT held.stashed AND held.special_rate_id = ANY (special_ids)
        AND (old_rates.stashed OR old_rates.effective_from <> new_rates.effective_from
          OR (old_rates.code, old_rates.service, old_rates.source_code,
            old_rates.number_length_min, old_rates.number_length_max, old_rates.time_profile_id,
            old_rates.tag) IS DISTINCT FROM
            (new_rates.code, new_rates.service, new_rates.source_code,
            new_rates.number_length_min, new_rates.number_length_max, new_rates.time_profile_id,
            new_rates.tag))
        AND new_rates.effective_from >= held.effective_from
        AND (held.effective_to IS NULL OR new_rates.effective_from < held.effective_to);
      IF refused_id IS NOT NULL THEN PERFORM refuse_special(refused_id); END IF;
    END IF;
  END IF;
  -- A rate that one change set touches twice keeps the image from before the change set.
  INSERT INTO rate_changes SELECT change_set.id, 'updated', old_rates.* FROM old_rates
  WHERE old_rates.added_in_id <> change_set.id
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS image_count = ROW_COUNT;
  UPDATE change_sets SET updated_count = updated_count + image_count WHERE id = change_set.id;
  UPDATE rate_tables SET rate_count = rate_count - changed.stashed_difference,
    stashed_count = stashed_count + changed.stashed_difference, revision = revision + 1
  WHERE id = change_set.rate_table_id;
  RETURN NULL;
END $$;

-- Of a rate that the same change set has added nothing is left to keep: it never was.
CREATE OR REPLACE FUNCTION rates_after_delete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change_set change_sets := open_change_set();
  removed record;
  last_call timestamptz;
BEGIN
  SELECT count(*) AS count, count(*) FILTER (WHERE stashed) AS stashed_count,
         count(*) FILTER (WHERE added_in_id = change_set.id) AS own_count,
         count(special_rate_id) AS special_count,
         min(effective_from) FILTER (WHERE NOT stashed) AS earliest,
         min(rate_table_id) AS first_table_id, max(rate_table_id) AS last_table_id
    INTO removed FROM old_rates;
  IF removed.count = 0 THEN RETURN NULL; END IF;
  IF change_set.id IS NULL OR removed.first_table_id <> change_set.rate_table_id
    OR removed.last_table_id <> change_set.rate_table_id
  THEN
    PERFORM refuse_outside_a_change_set('deleted');
  END IF;
  SELECT last_call_at INTO last_call FROM rate_table_usage
  WHERE rate_table_id = change_set.rate_table_id;
  IF removed.earliest <= last_call THEN
    PERFORM refuse_the_past(min(id)) FROM old_rates
    WHERE NOT stashed AND effective_from <= last_call;
  END IF;
  IF removed.special_count > 0 AND change_set.kind <> 'special-rate' THEN
    PERFORM refuse_special(min(id)) FROM old_rates WHERE special_rate_id IS NOT NULL;
  END IF;
  INSERT INTO rate_changes SELECT change_set.id, 'deleted', old_rates.* FROM old_rates
  WHERE old_rates.added_in_id <> change_set.id
  ON CONFLICT (change_set_id, id) DO UPDATE SET action = 'deleted';
  UPDATE change_sets SET deleted_count = deleted_count + removed.count - removed.own_count,
    added_count = added_count - removed.own_count
  WHERE id = change_set.id;
  UPDATE rate_tables SET rate_count = rate_count - removed.count + removed.stashed_count,
    stashed_count = stashed_count - removed.stashed_count, revision = revision + 1
  WHERE id = change_set.rate_table_id;
  RETURN NULL;
END $$;

DROP TRIGGER rates_past_kept ON rates;
DROP FUNCTION rates_keep_the_past();

-- History is written by the triggers on rates, and goes with its table alone.
CREATE FUNCTION rate_changes_refuse_hands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'what a change set did to rates is written by the triggers on rates alone'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rate_changes_are_final';
END $$;
CREATE TRIGGER rate_changes_are_final BEFORE INSERT OR UPDATE ON rate_changes
  FOR EACH STATEMENT EXECUTE FUNCTION rate_changes_refuse_hands();

CREATE FUNCTION rate_changes_after_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT rate_table_id FROM gone) AS tables
    WHERE EXISTS (SELECT FROM rates WHERE rates.rate_table_id = tables.rate_table_id))
  THEN
    RAISE EXCEPTION 'the history of rates stays as long as their table has any'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rate_changes_are_final';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rate_changes_kept AFTER DELETE ON rate_changes
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION rate_changes_after_delete();

CREATE FUNCTION change_sets_keep_their_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Its counts are those of the triggers on rates; by hand it is only marked as a revert.
  NEW.reverts_id := OLD.reverts_id;
  IF NEW IS DISTINCT FROM OLD AND pg_trigger_depth() = 1 THEN
    RAISE EXCEPTION 'change set % says what was done and is not edited', OLD.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'change_sets_are_final';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER change_sets_are_final AFTER UPDATE ON change_sets
  FOR EACH ROW EXECUTE FUNCTION change_sets_keep_their_kind();

-- The rated past: it may grow, never be forgotten.
CREATE FUNCTION rate_table_usage_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.rate_table_id = OLD.rate_table_id AND NEW.first_call_at <= OLD.first_call_at
      AND NEW.last_call_at >= OLD.last_call_at
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'calls were rated by rate table %: that stays', OLD.rate_table_id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rate_table_usage_kept';
END $$;
CREATE TRIGGER rate_table_usage_kept BEFORE UPDATE OR DELETE ON rate_table_usage
  FOR EACH ROW EXECUTE FUNCTION rate_table_usage_keeps();

CREATE FUNCTION rate_tables_keep_their_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 THEN
    RAISE EXCEPTION 'counts of rates are kept by the triggers on rates'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rate_tables_counts_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rate_tables_counts_kept BEFORE UPDATE ON rate_tables FOR EACH ROW
  WHEN ((NEW.rate_count, NEW.stashed_count) IS DISTINCT FROM (OLD.rate_count, OLD.stashed_count)
    OR NEW.revision < OLD.revision)
  EXECUTE FUNCTION rate_tables_keep_their_counts();

-- TRUNCATE fires none of the triggers above.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'TRUNCATE of % would pass by the rules that guard its rows: use DELETE',
    TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'never_truncated';
END $$;
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON rates
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON rate_changes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON change_sets
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON special_rates
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON rate_tables
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON rate_table_usage
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON code_deck_codes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_fields
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

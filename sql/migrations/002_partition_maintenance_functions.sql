-- run: on-change
-- transaction: yes
-- lock-timeout: 3s
-- verify: 002_partition_maintenance_functions.sql

-- Policies are rows; the catalog alone says which partitions exist. Bounds are UTC whatever the session's settings:
-- each function that computes or reads one fixes timezone and datestyle for itself.
-- Functions that change tables run with the rights of sagaz_owner and are not for PUBLIC.
SET ROLE sagaz_owner;

CREATE TABLE IF NOT EXISTS partition_policies (
  table_name text PRIMARY KEY,
  partition_interval text NOT NULL CHECK (partition_interval IN ('day', 'month')),
  premake integer NOT NULL CHECK (premake BETWEEN 1 AND 366),
  retention interval CHECK (retention > interval '0'),
  status_column name,
  finished_statuses text[],
  CHECK ((status_column IS NULL) = (finished_statuses IS NULL))
);

COMMENT ON TABLE partition_policies IS
  'One row per table that is partitioned by RANGE (created_at). A changed row holds from the next maintenance on.';
COMMENT ON COLUMN partition_policies.premake IS
  'Partitions kept ready beyond the current one.';
COMMENT ON COLUMN partition_policies.retention IS
  'Age of its newest possible row at which a partition is dropped; null keeps everything.';
COMMENT ON COLUMN partition_policies.finished_statuses IS
  'A partition is not dropped while status_column of any of its rows holds another value; null waits for nothing.';

INSERT INTO partition_policies (table_name, partition_interval, premake, retention, status_column, finished_statuses)
VALUES
  ('saga_executions', 'month', 3, '12 months', 'status', '{SUCCESS,FAILED,COMPENSATED}'),
  ('saga_outbox', 'day', 7, '30 days', 'status', '{sent,dead_letter}'),
  ('saga_audit_log', 'month', 3, '12 months', NULL, NULL)
ON CONFLICT (table_name) DO NOTHING;

-- All partitions of a table as the catalog has them; null where a range has no such end. With a relation given,
-- pg_get_expr would lock it; a bound names no columns, so it needs none, and looking waits for nobody.
CREATE OR REPLACE FUNCTION partition_ranges(parent regclass)
RETURNS TABLE (partition regclass, partition_name text, is_default boolean, range_from timestamptz, range_to timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD'
AS $body$
  SELECT
    leaf.oid::regclass,
    leaf.relname::text,
    bound.expression = 'DEFAULT',
    substring(bound.expression FROM $from$FROM \('([^']+)'\)$from$)::timestamptz,
    substring(bound.expression FROM $to$TO \('([^']+)'\)$to$)::timestamptz
  FROM pg_inherits
  JOIN pg_class AS leaf ON leaf.oid = pg_inherits.inhrelid
  CROSS JOIN LATERAL pg_get_expr(leaf.relpartbound, 0) AS bound (expression)
  WHERE pg_inherits.inhparent = parent AND NOT pg_inherits.inhdetachpending
$body$;

CREATE OR REPLACE FUNCTION require_leader()
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
  IF pg_is_in_recovery() THEN
    RAISE EXCEPTION 'Partitions are maintained on the leader; this server is a replica.'
      USING ERRCODE = 'read_only_sql_transaction', HINT = 'Call it through the write endpoint.';
  END IF;
END
$body$;

CREATE OR REPLACE FUNCTION partition_lock_key(parent_table text)
RETURNS bigint
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $body$
  SELECT hashtextextended('sagaz.partitions.' || parent_table, 0)
$body$;

-- Makes the partition that holds for_date, unless one does already, and moves its rows out of the default partition.
-- ATTACH instead of CREATE ... PARTITION OF: the parent stays open to readers and writers.
CREATE OR REPLACE FUNCTION ensure_partition(
  parent_table text, for_date date, OUT partition_name text, OUT created boolean, OUT moved bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '500ms'
AS $body$
#variable_conflict use_variable
DECLARE
  policy partition_policies;
  lower_bound timestamptz;
  upper_bound timestamptz;
  default_partition text;
  column_list text;
BEGIN
  PERFORM require_leader();
  IF for_date IS NULL OR NOT isfinite(for_date) THEN
    RAISE EXCEPTION 'A partition of % needs a date, not %.', parent_table, coalesce(for_date::text, 'null')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  SELECT p.* INTO policy FROM partition_policies AS p WHERE p.table_name = parent_table;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Table % has no row in partition_policies.', parent_table
      USING ERRCODE = 'undefined_object';
  END IF;

  lower_bound := date_trunc(policy.partition_interval, for_date::timestamp) AT TIME ZONE 'UTC';
  upper_bound := (date_trunc(policy.partition_interval, for_date::timestamp)
    + ('1 ' || policy.partition_interval)::interval) AT TIME ZONE 'UTC';
  created := false;
  moved := 0;

  -- Once without the lock, for the usual case that it is there, and once more with it.
  FOR attempt IN 1..2 LOOP
    SELECT r.partition_name INTO partition_name
    FROM partition_ranges(format('public.%I', parent_table)::regclass) AS r
    WHERE NOT r.is_default
      AND coalesce(r.range_from, '-infinity') <= lower_bound
      AND coalesce(r.range_to, 'infinity') >= upper_bound;
    IF FOUND THEN
      RETURN;
    END IF;
    IF attempt = 1 THEN
      -- Waiting for another maintenance blocks no writer, so it may take longer than waiting for a table.
      PERFORM set_config('lock_timeout', '10s', true);
      PERFORM pg_advisory_xact_lock(partition_lock_key(parent_table));
      PERFORM set_config('lock_timeout', '500ms', true);
    END IF;
  END LOOP;

  partition_name := parent_table || to_char(
    lower_bound AT TIME ZONE 'UTC',
    CASE policy.partition_interval WHEN 'day' THEN '"_y"YYYY"m"MM"d"DD' ELSE '"_y"YYYY"m"MM' END);
  IF to_regclass(format('public.%I', partition_name)) IS NOT NULL THEN
    RAISE EXCEPTION 'Table % exists but is not a partition of % for % to %.',
      partition_name, parent_table, lower_bound, upper_bound
      USING ERRCODE = 'duplicate_table', HINT = 'Attach it, rename it or drop it.';
  END IF;

  EXECUTE format(
    'CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL EXCLUDING INDEXES)', partition_name, parent_table);
  EXECUTE format('LOCK TABLE ONLY public.%I IN SHARE UPDATE EXCLUSIVE MODE', parent_table);

  SELECT r.partition_name INTO default_partition
  FROM partition_ranges(format('public.%I', parent_table)::regclass) AS r
  WHERE r.is_default;
  IF default_partition IS NOT NULL THEN
    EXECUTE format('LOCK TABLE ONLY public.%I IN ACCESS EXCLUSIVE MODE', default_partition);
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO column_list
    FROM pg_attribute
    WHERE attrelid = format('public.%I', parent_table)::regclass
      AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format(
      'WITH stray AS (DELETE FROM ONLY public.%1$I WHERE created_at >= $1 AND created_at < $2 RETURNING %3$s) '
      'INSERT INTO public.%2$I (%3$s) SELECT %3$s FROM stray',
      default_partition, partition_name, column_list)
    USING lower_bound, upper_bound;
    GET DIAGNOSTICS moved = ROW_COUNT;
  END IF;

  EXECUTE format(
    'ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
    parent_table, partition_name, lower_bound, upper_bound);
  created := true;
END
$body$;

CREATE OR REPLACE FUNCTION create_saga_executions_partition(date)
RETURNS text
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
  SELECT partition_name FROM public.ensure_partition('saga_executions', $1)
$body$;

CREATE OR REPLACE FUNCTION create_saga_outbox_partition(date)
RETURNS text
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
  SELECT partition_name FROM public.ensure_partition('saga_outbox', $1)
$body$;

CREATE OR REPLACE FUNCTION create_saga_audit_log_partition(date)
RETURNS text
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
  SELECT partition_name FROM public.ensure_partition('saga_audit_log', $1)
$body$;

-- Creates what the policy wants ready at that moment, empties the default partition, analyzes what changed lately.
CREATE OR REPLACE FUNCTION prepare_partitions(parent_table text, moment timestamptz)
RETURNS TABLE (action text, table_name text, partition_name text, details text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '500ms'
AS $body$
#variable_conflict use_column
DECLARE
  -- More locks than this in one transaction may not fit the server's lock table; the next run goes on.
  most_per_run constant integer := 400;
  parent regclass := format('public.%I', parent_table)::regclass;
  policy partition_policies;
  stray_dates date[] := '{}';
  stray_rows bigint := 0;
  moved_into text[] := '{}';
  wanted record;
  made record;
  recent record;
  problem text;
  problem_state text;
BEGIN
  PERFORM require_leader();
  SELECT p.* INTO STRICT policy FROM partition_policies AS p WHERE p.table_name = parent_table;
  table_name := parent_table;

  IF NOT pg_try_advisory_xact_lock(partition_lock_key(parent_table)) THEN
    RETURN QUERY SELECT 'SKIP', parent_table, NULL::text, 'Another session is maintaining this table.';
    RETURN;
  END IF;

  SELECT r.partition_name INTO partition_name FROM partition_ranges(parent) AS r WHERE r.is_default;
  IF FOUND THEN
    EXECUTE format(
      'SELECT coalesce(array_agg(DISTINCT date_trunc(%L, created_at)::date) FILTER (WHERE isfinite(created_at)), ''{}''), '
      'count(*) FILTER (WHERE NOT isfinite(created_at)) FROM ONLY public.%I',
      policy.partition_interval, partition_name)
    INTO stray_dates, stray_rows;
    IF stray_rows > 0 THEN
      RETURN QUERY SELECT 'SKIP', parent_table, partition_name,
        format('%s rows stay here: their created_at is infinite.', stray_rows);
    END IF;
  END IF;

  FOR wanted IN
    WITH existing AS MATERIALIZED (SELECT * FROM partition_ranges(parent) AS r WHERE NOT r.is_default)
    SELECT candidate.day
    FROM (
      SELECT (date_trunc(policy.partition_interval, moment) + step * ('1 ' || policy.partition_interval)::interval)::date, false
      FROM generate_series(0, policy.premake) AS step
      UNION ALL
      SELECT unnest(stray_dates), true
    ) AS candidate (day, is_stray)
    WHERE NOT EXISTS (
      SELECT FROM existing
      WHERE coalesce(existing.range_from, '-infinity') <= candidate.day::timestamptz
        AND coalesce(existing.range_to, 'infinity') > candidate.day::timestamptz)
    GROUP BY candidate.day
    ORDER BY bool_and(candidate.is_stray), candidate.day
    LIMIT most_per_run
  LOOP
    BEGIN
      SELECT * INTO made FROM ensure_partition(parent_table, wanted.day);
      problem := NULL;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, problem_state = RETURNED_SQLSTATE;
    END;
    IF problem IS NOT NULL THEN
      RETURN QUERY SELECT 'ERROR', parent_table, NULL::text,
        format('%s: no partition for %s: %s', problem_state, wanted.day, problem);
    ELSIF made.created THEN
      RETURN QUERY SELECT 'CREATE', parent_table, made.partition_name,
        format('Holds %s from %s on.', policy.partition_interval, wanted.day);
      IF made.moved > 0 THEN
        moved_into := moved_into || made.partition_name;
        RETURN QUERY SELECT 'MOVE', parent_table, made.partition_name,
          format('%s rows came out of the default partition.', made.moved);
      END IF;
    END IF;
  END LOOP;

  FOR recent IN
    SELECT r.partition, r.partition_name
    FROM partition_ranges(parent) AS r
    WHERE NOT r.is_default
      AND (r.partition_name = ANY (moved_into)
        OR (r.range_from <= moment
          AND r.range_to > moment - ('1 ' || policy.partition_interval)::interval
          AND pg_stat_get_mod_since_analyze(r.partition) > 0))
    ORDER BY r.range_from
  LOOP
    BEGIN
      EXECUTE format('LOCK TABLE ONLY %s IN SHARE UPDATE EXCLUSIVE MODE NOWAIT', recent.partition);
      EXECUTE format('ANALYZE %s', recent.partition);
      action := 'ANALYZE';
      details := 'Its statistics are up to date.';
    EXCEPTION
      WHEN lock_not_available THEN
        action := 'SKIP';
        details := 'Not analyzed: another session vacuums or alters it.';
      WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, problem_state = RETURNED_SQLSTATE;
        action := 'ERROR';
        details := format('%s: not analyzed: %s', problem_state, problem);
    END;
    RETURN QUERY SELECT action, parent_table, recent.partition_name, details;
  END LOOP;
END
$body$;

-- The sessions that would make an exclusive lock on the table wait: old transactions and anti-wraparound vacuums.
CREATE OR REPLACE FUNCTION partition_blockers(target regclass)
RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
  SELECT string_agg(
    format('pid %s (%s, %s, transaction open for %s s)',
      activity.pid, coalesce(activity.usename::text, activity.backend_type), coalesce(activity.state, 'active'),
      round(extract(epoch FROM clock_timestamp() - activity.xact_start))),
    ', ' ORDER BY activity.xact_start)
  FROM pg_stat_activity AS activity
  WHERE activity.pid <> pg_backend_pid()
    AND activity.xact_start < clock_timestamp() - interval '1 second'
    AND EXISTS (
      SELECT FROM pg_locks AS held
      WHERE held.pid = activity.pid AND held.locktype = 'relation' AND held.granted AND held.relation = target
        AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
$body$;

-- Whether a partition holds a row that is not finished by its table's policy. Volatile, so that a look that follows
-- the lock sees what was committed before the lock was granted.
CREATE OR REPLACE FUNCTION unfinished_rows_exist(target regclass, policy partition_policies)
RETURNS boolean
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
  found_one boolean := false;
BEGIN
  IF policy.finished_statuses IS NOT NULL THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE NOT coalesce(%I = ANY ($1), false))', target, policy.status_column)
    INTO found_one USING policy.finished_statuses;
  END IF;
  RETURN found_one;
END
$body$;

-- Drops partitions whose newest possible row is older than the retention, unless the policy waits for one of their rows.
CREATE OR REPLACE FUNCTION retire_partitions(parent_table text, moment timestamptz)
RETURNS TABLE (action text, table_name text, partition_name text, details text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '500ms'
AS $body$
#variable_conflict use_column
DECLARE
  parent regclass := format('public.%I', parent_table)::regclass;
  policy partition_policies;
  expired record;
  held_back boolean;
  blockers text;
  problem text;
  problem_state text;
BEGIN
  PERFORM require_leader();
  SELECT p.* INTO STRICT policy FROM partition_policies AS p WHERE p.table_name = parent_table;
  IF policy.retention IS NULL OR NOT pg_try_advisory_xact_lock(partition_lock_key(parent_table)) THEN
    RETURN;
  END IF;

  FOR expired IN
    SELECT r.partition, r.partition_name, r.range_to
    FROM partition_ranges(parent) AS r
    WHERE NOT r.is_default AND r.range_to <= moment - policy.retention
    ORDER BY r.range_to
  LOOP
    BEGIN
      blockers := NULL;
      held_back := unfinished_rows_exist(expired.partition, policy);
      IF NOT held_back THEN
        blockers := nullif(concat_ws(', ', partition_blockers(expired.partition), partition_blockers(parent)), '');
      END IF;
      IF NOT held_back AND blockers IS NULL THEN
        -- The parent first, as readers and writers do. The second look is the one that counts: nobody can write now.
        EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', parent);
        EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', expired.partition);
        held_back := unfinished_rows_exist(expired.partition, policy);
        IF NOT held_back THEN
          EXECUTE format('DROP TABLE %s', expired.partition);
        END IF;
      END IF;
      action := CASE WHEN held_back OR blockers IS NOT NULL THEN 'SKIP' ELSE 'DROP' END;
      details := CASE
        WHEN held_back THEN 'Older than the retention, but kept: it holds rows that are not finished.'
        WHEN blockers IS NOT NULL THEN format('Postponed instead of queueing behind %s.', blockers)
        ELSE format('Ended at %s; the retention is %s.', expired.range_to, policy.retention)
      END;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, problem_state = RETURNED_SQLSTATE;
      action := 'ERROR';
      details := format('%s: not dropped: %s', problem_state, problem);
    END;
    RETURN QUERY SELECT action, parent_table, expired.partition_name, details;
  END LOOP;
END
$body$;

-- Maintenance as it would be at another moment. What locks a parent comes last, because locks are held until the end.
CREATE OR REPLACE FUNCTION maintain_all_partitions_at(moment timestamptz)
RETURNS TABLE (action text, table_name text, partition_name text, details text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'
AS $body$
#variable_conflict use_column
DECLARE
  task record;
  problem text;
  problem_state text;
BEGIN
  PERFORM require_leader();
  FOR task IN
    SELECT p.table_name AS parent, phase.number
    FROM (VALUES (1), (2)) AS phase (number), partition_policies AS p
    ORDER BY phase.number, p.table_name
  LOOP
    BEGIN
      IF task.number = 1 THEN
        RETURN QUERY SELECT * FROM prepare_partitions(task.parent, moment);
      ELSE
        RETURN QUERY SELECT * FROM retire_partitions(task.parent, moment);
      END IF;
      problem := NULL;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, problem_state = RETURNED_SQLSTATE;
    END;
    IF problem IS NOT NULL THEN
      RETURN QUERY SELECT 'ERROR', task.parent, NULL::text, format('%s: %s', problem_state, problem);
    END IF;
  END LOOP;
END
$body$;

CREATE OR REPLACE FUNCTION maintain_all_partitions()
RETURNS TABLE (action text, table_name text, partition_name text, details text)
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
  SELECT * FROM public.maintain_all_partitions_at(now())
$body$;

CREATE OR REPLACE FUNCTION get_partition_statistics()
RETURNS TABLE (
  table_name text, partition_name text, is_default boolean, range_from timestamptz, range_to timestamptz,
  estimated_rows bigint, total_bytes bigint, total_size text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
  SELECT
    policy.table_name,
    r.partition_name,
    r.is_default,
    r.range_from,
    r.range_to,
    greatest(leaf.reltuples::bigint, pg_stat_get_live_tuples(r.partition), 0),
    pg_total_relation_size(r.partition),
    pg_size_pretty(pg_total_relation_size(r.partition))
  FROM public.partition_policies AS policy
  CROSS JOIN LATERAL public.partition_ranges(to_regclass(format('public.%I', policy.table_name))) AS r
  JOIN pg_class AS leaf ON leaf.oid = r.partition
  ORDER BY policy.table_name, r.is_default, r.range_from
$body$;

CREATE OR REPLACE FUNCTION cleanup_consumer_inbox(days integer)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
  removed bigint;
BEGIN
  IF days IS NULL OR days < 1 THEN
    RAISE EXCEPTION 'cleanup_consumer_inbox keeps at least 1 day, not %.', coalesce(days::text, 'null')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  DELETE FROM public.consumer_inbox WHERE consumed_at < now() - make_interval(days => days);
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$body$;

REVOKE ALL ON FUNCTION
  partition_ranges(regclass), require_leader(), partition_lock_key(text), ensure_partition(text, date),
  create_saga_executions_partition(date), create_saga_outbox_partition(date), create_saga_audit_log_partition(date),
  prepare_partitions(text, timestamptz), retire_partitions(text, timestamptz), partition_blockers(regclass),
  unfinished_rows_exist(regclass, partition_policies), maintain_all_partitions_at(timestamptz),
  maintain_all_partitions(), get_partition_statistics(), cleanup_consumer_inbox(integer)
FROM PUBLIC;

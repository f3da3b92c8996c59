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
  archive_first boolean NOT NULL DEFAULT false,
  CHECK ((status_column IS NULL) = (finished_statuses IS NULL))
);

COMMENT ON TABLE partition_policies IS
  'One row per table that is partitioned by RANGE (created_at). A changed row holds from the next maintenance on.';
COMMENT ON COLUMN partition_policies.premake IS
  'Partitions kept ready beyond the current one.';
COMMENT ON COLUMN partition_policies.retention IS
  'Age of its newest possible row at which a partition is dropped; null keeps everything.';
COMMENT ON COLUMN partition_policies.finished_statuses IS
  'What retention waits for: a partition stays while status_column of any of its rows holds another value; null waits for nothing.';
COMMENT ON COLUMN partition_policies.archive_first IS
  'Only MaintainPartitions --archive drops a partition, after its archive was read back and compared.';

-- What maintenance did, run by run. A run that failed as a whole left no row: the age of the last one tells.
CREATE TABLE IF NOT EXISTS partition_maintenance_runs (
  run_id uuid NOT NULL DEFAULT gen_random_uuid(),
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  caller text NOT NULL DEFAULT concat_ws(' ', session_user, nullif(current_setting('application_name'), '')),
  actions jsonb NOT NULL,
  errors integer NOT NULL,
  first_error text,
  PRIMARY KEY (finished_at, run_id)
);

COMMENT ON TABLE partition_maintenance_runs IS
  'Runs of partition maintenance in the last 90 days. A run succeeded when errors is 0.';

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
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD'
AS $body$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT
    leaf.oid::regclass,
    leaf.relname::text,
    bound.expression = 'DEFAULT',
    CASE WHEN bound.expression LIKE '%FROM (''%' THEN split_part(bound.expression, '''', 2)::timestamptz END,
    CASE WHEN bound.expression LIKE '%TO (''%' THEN split_part(bound.expression, '''', -2)::timestamptz END
  FROM pg_inherits
  JOIN pg_class AS leaf ON leaf.oid = pg_inherits.inhrelid
  CROSS JOIN LATERAL pg_get_expr(leaf.relpartbound, 0) AS bound (expression)
  WHERE pg_inherits.inhparent = parent AND NOT pg_inherits.inhdetachpending;
END
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
AS $body$
  SELECT pg_catalog.hashtextextended('sagaz.partitions.' || parent_table, 0)
$body$;

-- The tables that making a partition locks exclusively, in this order: the default partition, because its rows have to be
-- looked through, and before it the parent when rows of the range may be under way. A row on its way into the default
-- partition would be refused after the wait, and an update would look for its row where it no longer is.
CREATE OR REPLACE FUNCTION partition_creation_locks(parent regclass, lower_bound timestamptz, upper_bound timestamptz)
RETURNS regclass[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
  default_partition regclass := (SELECT nullif(partdefid, 0) FROM pg_partitioned_table WHERE partrelid = parent);
  rows_are_about boolean := lower_bound < now() + interval '1 hour' AND upper_bound > now() - interval '1 hour';
BEGIN
  IF default_partition IS NULL THEN
    RETURN '{}';
  END IF;
  IF NOT rows_are_about AND pg_relation_size(default_partition) > 0 THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE created_at >= $1 AND created_at < $2)', default_partition)
    INTO rows_are_about USING lower_bound, upper_bound;
  END IF;
  RETURN CASE WHEN rows_are_about THEN ARRAY[parent, default_partition] ELSE ARRAY[default_partition] END;
END
$body$;

-- Makes one partition and moves its rows out of the default partition. The caller holds the table's advisory lock, has
-- looked that no other partition is in the way, and sets the lock_timeout. ATTACH instead of CREATE ... PARTITION OF: the
-- parent stays open to readers and writers.
CREATE OR REPLACE FUNCTION make_partition(
  parent_table text, partition_interval text, lower_bound timestamptz, OUT partition_name text, OUT moved bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD'
AS $body$
#variable_conflict use_variable
DECLARE
  parent regclass := format('public.%I', parent_table)::regclass;
  upper_bound timestamptz := lower_bound + ('1 ' || partition_interval)::interval;
  default_partition regclass;
  locked_tables regclass[] := partition_creation_locks(parent, lower_bound, upper_bound);
  locked regclass;
  column_list text;
BEGIN
  moved := 0;
  partition_name := parent_table
    || to_char(lower_bound, CASE partition_interval WHEN 'day' THEN '"_y"YYYY"m"MM"d"DD' ELSE '"_y"YYYY"m"MM' END);
  IF to_regclass(format('public.%I', partition_name)) IS NOT NULL THEN
    RAISE EXCEPTION 'Table % exists but is not a partition of % for % to %.',
      partition_name, parent_table, lower_bound, upper_bound
      USING ERRCODE = 'duplicate_table', HINT = 'Attach it, rename it or drop it.';
  END IF;

  EXECUTE format(
    'CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL EXCLUDING INDEXES)', partition_name, parent_table);
  FOREACH locked IN ARRAY locked_tables LOOP
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', locked);
    default_partition := locked;
  END LOOP;
  IF default_partition IS NULL THEN
    EXECUTE format('LOCK TABLE ONLY %s IN SHARE UPDATE EXCLUSIVE MODE', parent);
  ELSIF pg_relation_size(default_partition) > 0 THEN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO column_list
    FROM pg_attribute
    WHERE attrelid = parent AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format(
      'WITH stray AS (DELETE FROM ONLY %1$s WHERE created_at >= $1 AND created_at < $2 RETURNING %3$s) '
      'INSERT INTO public.%2$I (%3$s) SELECT %3$s FROM stray',
      default_partition, partition_name, column_list)
    USING lower_bound, upper_bound;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved > 0 AND locked_tables[1] <> parent THEN
      RAISE EXCEPTION 'Rows for % came into the default partition meanwhile.', partition_name
        USING ERRCODE = 'lock_not_available', HINT = 'Try again: now the table will be locked first.';
    END IF;
  END IF;

  EXECUTE format(
    'ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
    parent_table, partition_name, lower_bound, upper_bound);
END
$body$;

-- Makes the partition that holds for_date, unless one does already.
CREATE OR REPLACE FUNCTION ensure_partition(
  parent_table text, for_date date, OUT partition_name text, OUT created boolean, OUT moved bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s'
AS $body$
#variable_conflict use_variable
DECLARE
  policy partition_policies;
  lower_bound timestamptz;
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
  lower_bound := date_trunc(policy.partition_interval, for_date::timestamptz);
  created := false;
  moved := 0;

  -- Once without the lock, for the usual case that it is there, and once more with it. Waiting for another maintenance
  -- blocks no writer, so it may take longer than waiting for a table.
  FOR attempt IN 1..2 LOOP
    SELECT r.partition_name INTO partition_name
    FROM partition_ranges(format('public.%I', parent_table)::regclass) AS r
    WHERE NOT r.is_default
      AND coalesce(r.range_from, '-infinity') <= lower_bound
      AND coalesce(r.range_to, 'infinity') >= lower_bound + ('1 ' || policy.partition_interval)::interval;
    IF FOUND THEN
      RETURN;
    END IF;
    IF attempt = 1 THEN
      PERFORM pg_advisory_xact_lock(partition_lock_key(parent_table));
      PERFORM set_config('lock_timeout', '500ms', true);
    END IF;
  END LOOP;

  SELECT m.partition_name, m.moved INTO partition_name, moved
  FROM make_partition(parent_table, policy.partition_interval, lower_bound) AS m;
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

-- The sessions that would make an exclusive lock on a table wait: old transactions, idle ones, anti-wraparound vacuums.
CREATE OR REPLACE FUNCTION partition_blockers(VARIADIC targets regclass[])
RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
  SELECT string_agg(
    format('pid %s (%s, %s, transaction open for %s s, query of %s s ago: %s)',
      activity.pid, coalesce(activity.usename::text, activity.backend_type), coalesce(activity.state, 'active'),
      round(extract(epoch FROM clock_timestamp() - activity.xact_start)),
      round(extract(epoch FROM clock_timestamp() - activity.query_start)),
      left(regexp_replace(activity.query, '\s+', ' ', 'g'), 60)),
    ', ' ORDER BY activity.xact_start)
  FROM pg_stat_activity AS activity
  WHERE activity.pid <> pg_backend_pid()
    AND activity.xact_start < clock_timestamp() - interval '1 second'
    AND activity.pid IN (
      SELECT held.pid FROM pg_locks AS held
      WHERE held.locktype = 'relation' AND held.granted AND held.relation = ANY (targets)
        AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
$body$;

-- What is due at a moment, in the order to do it: CREATE (first where rows are about: that locks the parent before the
-- default partition), ANALYZE, FINALIZE (a detach that did not end), DROP; and what
-- cannot be looked at (SKIP, ERROR). Reads the catalog once for all tables, changes nothing, and waits for nobody who
-- holds no lock on a default partition with rows in it; their maintenance excludes each other by the advisory lock.
CREATE OR REPLACE FUNCTION plan_partition_maintenance(moment timestamptz, tables text[])
RETURNS TABLE (step integer, action text, table_name text, partition_name text, range_from timestamptz, details text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '500ms'
SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
  -- More locks than this in one transaction may not fit the server's lock table; the next run goes on.
  most_per_run constant integer := 400;
  stray record;
  found_days timestamptz[];
  stray_tables text[] := '{}';
  stray_days timestamptz[] := '{}';
  infinite_rows bigint;
  problem text;
  problem_state text;
BEGIN
  FOR stray IN
    SELECT policy.table_name, policy.partition_interval, partdefid::regclass AS leaf
    FROM partition_policies AS policy
    JOIN pg_partitioned_table ON partrelid = to_regclass(format('public.%I', policy.table_name))
    WHERE policy.table_name = ANY (tables) AND partdefid <> 0
    ORDER BY policy.table_name
  LOOP
    BEGIN
      IF pg_relation_size(stray.leaf) > 0 THEN
        EXECUTE format(
          'SELECT coalesce(array_agg(DISTINCT date_trunc(%L, created_at)) FILTER (WHERE isfinite(created_at)), ''{}''), '
          'count(*) FILTER (WHERE NOT isfinite(created_at)) FROM ONLY %s',
          stray.partition_interval, stray.leaf)
        INTO found_days, infinite_rows;
        stray_days := stray_days || found_days;
        stray_tables := stray_tables || array_fill(stray.table_name, ARRAY[cardinality(found_days)]);
        IF infinite_rows > 0 THEN
          RETURN QUERY SELECT 0, 'SKIP', stray.table_name, stray.leaf::text, NULL::timestamptz,
            format('%s rows stay here: their created_at is infinite.', infinite_rows);
        END IF;
      END IF;
    EXCEPTION
      WHEN lock_not_available THEN
        RETURN QUERY SELECT 0, 'SKIP', stray.table_name, stray.leaf::text, NULL::timestamptz,
          'Stray rows not looked for: another session has locked the table.';
      WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, problem_state = RETURNED_SQLSTATE;
        RETURN QUERY SELECT 0, 'ERROR', stray.table_name, stray.leaf::text, NULL::timestamptz,
          format('%s: stray rows not looked for: %s', problem_state, problem);
    END;
  END LOOP;

  RETURN QUERY
  WITH policy AS MATERIALIZED (
    SELECT
      p.table_name,
      p.partition_interval,
      ('1 ' || p.partition_interval)::interval AS length,
      date_trunc(p.partition_interval, moment) AS present,
      p.premake,
      moment - p.retention AS keep_from,
      p.retention,
      to_regclass(format('public.%I', p.table_name)) AS parent
    FROM partition_policies AS p
    WHERE p.table_name = ANY (tables)
  ), partition AS MATERIALIZED (
    SELECT
      policy.table_name,
      leaf.oid AS leaf,
      leaf.relname,
      leaf.reltuples,
      pg_inherits.inhdetachpending AS is_pending,
      CASE WHEN bound.expression LIKE '%FROM (''%' THEN split_part(bound.expression, '''', 2)::timestamptz ELSE '-infinity' END AS low,
      CASE WHEN bound.expression LIKE '%TO (''%' THEN split_part(bound.expression, '''', -2)::timestamptz ELSE 'infinity' END AS high
    FROM policy
    JOIN pg_inherits ON pg_inherits.inhparent = policy.parent
    JOIN pg_class AS leaf ON leaf.oid = pg_inherits.inhrelid
    CROSS JOIN LATERAL pg_get_expr(leaf.relpartbound, 0) AS bound (expression)
    WHERE bound.expression <> 'DEFAULT'
  ), wanted AS (
    SELECT policy.table_name, policy.present + n * policy.length AS low, false AS is_stray
    FROM policy, generate_series(0, policy.premake) AS n
    UNION ALL
    SELECT * FROM unnest(stray_tables, stray_days, array_fill(true, ARRAY[cardinality(stray_days)]))
  ), missing AS (
    SELECT wanted.table_name, wanted.low, row_number() OVER (
      PARTITION BY wanted.table_name ORDER BY bool_and(wanted.is_stray), wanted.low) AS place,
      bool_or(wanted.is_stray) OR wanted.low <= moment AS has_rows
    FROM wanted
    WHERE NOT EXISTS (
      SELECT FROM partition
      WHERE partition.table_name = wanted.table_name AND NOT partition.is_pending
        AND partition.low <= wanted.low AND partition.high > wanted.low)
    GROUP BY wanted.table_name, wanted.low
  )
  SELECT 0, 'ERROR', policy.table_name, NULL, NULL, '42P01: There is no such partitioned table.'
  FROM policy
  WHERE NOT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = policy.parent)
  UNION ALL
  SELECT CASE WHEN missing.has_rows THEN 1 ELSE 2 END, 'CREATE', missing.table_name, NULL, missing.low, policy.partition_interval
  FROM missing JOIN policy ON policy.table_name = missing.table_name AND policy.parent IS NOT NULL
  WHERE missing.place <= most_per_run
  UNION ALL
  -- As many changes as let autovacuum analyze a table by default; it looks too seldom right after midnight.
  SELECT 3, 'ANALYZE', partition.table_name, partition.relname, partition.low, NULL
  FROM partition JOIN policy ON policy.table_name = partition.table_name
  WHERE partition.low <= moment AND partition.high > moment - policy.length
    AND pg_stat_get_mod_since_analyze(partition.leaf) > 50 + 0.1 * greatest(partition.reltuples, 0)
  UNION ALL
  SELECT 4, 'FINALIZE', partition.table_name, partition.relname, partition.low, NULL
  FROM partition
  WHERE partition.is_pending
  UNION ALL
  SELECT 5, 'DROP', partition.table_name, partition.relname, partition.low,
    format('Ended at %s; the retention is %s.', partition.high, policy.retention)
  FROM partition JOIN policy ON policy.table_name = partition.table_name
  WHERE partition.high <= policy.keep_from AND NOT partition.is_pending
  ORDER BY 1, 3, 5;
END
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

-- Drops one partition that is past its retention, in the caller's transaction and with the caller's lock_timeout, unless
-- something speaks against it.
CREATE OR REPLACE FUNCTION retire_partition(parent_table text, expired_partition text, OUT action text, OUT details text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
  parent regclass := format('public.%I', parent_table)::regclass;
  expired regclass := format('public.%I', expired_partition)::regclass;
  policy partition_policies;
  blockers text;
BEGIN
  SELECT p.* INTO STRICT policy FROM partition_policies AS p WHERE p.table_name = parent_table;
  action := 'SKIP';
  IF policy.archive_first THEN
    details := 'Past its retention, but kept until it is archived: ./build.sh MaintainPartitions --archive <folder>.';
    RETURN;
  END IF;
  details := 'Past its retention, but kept: it holds rows that are not finished.';
  IF unfinished_rows_exist(expired, policy) THEN
    RETURN;
  END IF;
  blockers := partition_blockers(expired, parent);
  IF blockers IS NOT NULL THEN
    details := format('Postponed instead of queueing behind %s.', blockers);
    RETURN;
  END IF;
  -- The parent first, as readers and writers do. The second look is the one that counts: nobody can write now.
  EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', parent);
  EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', expired);
  IF unfinished_rows_exist(expired, policy) THEN
    RETURN;
  END IF;
  EXECUTE format('DROP TABLE %s', expired);
  action := 'DROP';
  details := NULL;
END
$body$;

-- Maintenance as it would be at another moment. What locks a parent comes last, because locks are held until the end; and
-- once one is held, another is hardly waited for, because who holds that one may be waiting for the first.
CREATE OR REPLACE FUNCTION maintain_all_partitions_at(moment timestamptz)
RETURNS TABLE (action text, table_name text, partition_name text, details text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '500ms'
AS $body$
#variable_conflict use_column
DECLARE
  free_tables text[];
  busy_tables text[];
  looked_at text := '';
  blockers text;
  work record;
  moved bigint;
  problem text;
  problem_state text;
BEGIN
  PERFORM require_leader();
  SELECT
    coalesce(array_agg(p.table_name) FILTER (WHERE p.is_free), '{}'),
    coalesce(array_agg(p.table_name) FILTER (WHERE NOT p.is_free), '{}')
  INTO free_tables, busy_tables
  FROM (
    SELECT listed.table_name, pg_try_advisory_xact_lock(partition_lock_key(listed.table_name)) AS is_free
    FROM partition_policies AS listed
    OFFSET 0) AS p;
  RETURN QUERY SELECT 'SKIP', busy, NULL::text, 'Another session is maintaining this table.' FROM unnest(busy_tables) AS busy;

  FOR work IN SELECT * FROM plan_partition_maintenance(moment, free_tables) LOOP
    action := work.action;
    table_name := work.table_name;
    partition_name := work.partition_name;
    details := work.details;
    BEGIN
      CASE work.action
        WHEN 'CREATE' THEN
          IF looked_at <> concat(work.step, work.table_name) THEN
            looked_at := concat(work.step, work.table_name);
            blockers := partition_blockers(VARIADIC partition_creation_locks(
              format('public.%I', work.table_name)::regclass, work.range_from, work.range_from + ('1 ' || work.details)::interval));
          END IF;
          IF blockers IS NOT NULL THEN
            action := 'SKIP';
            details := format('Partition for %s postponed instead of queueing behind %s.', work.range_from::date, blockers);
          ELSE
            SELECT made.partition_name, made.moved INTO partition_name, moved
            FROM make_partition(work.table_name, work.details, work.range_from) AS made;
            details := format('Holds %s from %s on.', work.details, work.range_from::date);
          END IF;
        WHEN 'ANALYZE' THEN
          EXECUTE format('LOCK TABLE ONLY public.%I IN SHARE UPDATE EXCLUSIVE MODE NOWAIT', work.partition_name);
          EXECUTE format('ANALYZE public.%I', work.partition_name);
          details := 'Its statistics are up to date.';
        WHEN 'FINALIZE' THEN
          action := 'SKIP';
          details := 'A concurrent detach did not end: ./build.sh MaintainPartitions ends it.';
        WHEN 'DROP' THEN
          SELECT r.action, coalesce(r.details, work.details) INTO action, details
          FROM retire_partition(work.table_name, work.partition_name) AS r;
        ELSE
          NULL;
      END CASE;
    EXCEPTION
      WHEN lock_not_available OR deadlock_detected THEN
        action := 'SKIP';
        details := format('%s of %s postponed: its lock was not to be had at once.', work.action, coalesce(work.partition_name, work.range_from::date::text));
      WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, problem_state = RETURNED_SQLSTATE;
        action := 'ERROR';
        details := format(
          CASE work.action WHEN 'CREATE' THEN '%1$s: no partition for %4$s: %3$s' ELSE '%1$s: %2$s failed: %3$s' END,
          problem_state, work.action, problem, work.range_from::date);
    END;
    RETURN NEXT;
    IF action IN ('CREATE', 'DROP') THEN
      PERFORM set_config('lock_timeout', '20ms', true);
    END IF;
    IF action = 'CREATE' AND moved > 0 THEN
      action := 'MOVE';
      details := format('%s rows came out of the default partition.', moved);
      RETURN NEXT;
      EXECUTE format('ANALYZE public.%I', partition_name);
      action := 'ANALYZE';
      details := 'Its statistics are up to date.';
      RETURN NEXT;
    END IF;
  END LOOP;
END
$body$;

CREATE OR REPLACE FUNCTION record_partition_maintenance(started timestamptz, done text[], problem text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
  INSERT INTO partition_maintenance_runs (started_at, actions, errors, first_error)
  SELECT started, coalesce(jsonb_object_agg(kind, times), '{}'), coalesce(max(times) FILTER (WHERE kind = 'ERROR'), 0), problem
  FROM (SELECT kind, count(*) AS times FROM unnest(done) AS kind GROUP BY kind) AS tally;
  DELETE FROM partition_maintenance_runs WHERE finished_at < now() - interval '90 days';
END
$body$;

CREATE OR REPLACE FUNCTION maintain_all_partitions()
RETURNS TABLE (action text, table_name text, partition_name text, details text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
DECLARE
  started constant timestamptz := clock_timestamp();
  done text[] := '{}';
  problem text;
BEGIN
  FOR action, table_name, partition_name, details IN SELECT * FROM maintain_all_partitions_at(now()) LOOP
    done := done || action;
    IF action = 'ERROR' THEN
      problem := coalesce(problem, concat_ws(' ', table_name, partition_name, details));
    END IF;
    RETURN NEXT;
  END LOOP;
  PERFORM record_partition_maintenance(started, done, problem);
END
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

-- How long the partitions that are ready will do: without a gap from now on, and what will have come in by then at the
-- rate of the present and the previous partition. Rows and bytes are estimates.
CREATE OR REPLACE FUNCTION get_partition_runway()
RETURNS TABLE (
  table_name text, partitions_ahead integer, covered_until timestamptz, runway_hours numeric,
  rows_per_hour numeric, bytes_per_hour numeric, rows_until_then numeric, bytes_until_then numeric,
  default_bytes bigint, last_run timestamptz, last_success timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
  WITH partition AS MATERIALIZED (
    SELECT s.*, '1 ' || p.partition_interval AS length
    FROM public.get_partition_statistics() AS s
    JOIN public.partition_policies AS p USING (table_name)
  ), coming AS (
    SELECT table_name, range_to, bool_and(range_from <= coalesce(covered, now())) OVER (PARTITION BY table_name ORDER BY range_from) AS unbroken
    FROM (
      SELECT *, lag(range_to) OVER (PARTITION BY table_name ORDER BY range_from) AS covered
      FROM partition
      WHERE NOT is_default AND range_to > now()) AS ahead
  ), reach AS (
    SELECT table_name, max(range_to) AS covered_until, (count(*) - 1)::integer AS partitions_ahead
    FROM coming
    WHERE unbroken
    GROUP BY table_name
  ), recent AS (
    SELECT table_name,
      sum(estimated_rows) / (extract(epoch FROM now() - min(range_from)) / 3600) AS rows_per_hour,
      sum(total_bytes) FILTER (WHERE estimated_rows > 0) / (extract(epoch FROM now() - min(range_from)) / 3600) AS bytes_per_hour
    FROM partition
    WHERE range_from <= now() AND range_to > now() - length::interval
    GROUP BY table_name
  ), hours AS (
    SELECT policy.table_name, reach.covered_until, coalesce(reach.partitions_ahead, -1) AS partitions_ahead,
      coalesce(extract(epoch FROM reach.covered_until - now()) / 3600, 0) AS hours,
      coalesce(recent.rows_per_hour, 0) AS rows_per_hour, coalesce(recent.bytes_per_hour, 0) AS bytes_per_hour
    FROM public.partition_policies AS policy
    LEFT JOIN reach USING (table_name)
    LEFT JOIN recent USING (table_name)
  )
  SELECT table_name, partitions_ahead, covered_until, round(hours, 1),
    round(rows_per_hour, 1), round(bytes_per_hour), round(rows_per_hour * hours), round(bytes_per_hour * hours),
    coalesce((SELECT pg_relation_size(r.partition) FROM public.partition_ranges(to_regclass(format('public.%I', hours.table_name))) AS r WHERE r.is_default), 0),
    (SELECT finished_at FROM public.partition_maintenance_runs ORDER BY finished_at DESC LIMIT 1),
    (SELECT finished_at FROM public.partition_maintenance_runs WHERE errors = 0 ORDER BY finished_at DESC LIMIT 1)
  FROM hours
  ORDER BY table_name
$body$;

-- Retirement in steps, each a short transaction of its own, for partitions of any size: retiring makes a partition
-- read-only, so that what its last look and its archive saw is what goes, and a late write is refused instead of lost.
-- Then no exclusive lock has to wait for a scan. The caller sets the lock_timeout.
CREATE OR REPLACE FUNCTION refuse_write_to_retiring_partition()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
  RAISE EXCEPTION 'Partition % is past its retention and is being dropped: its rows can only be read.', TG_TABLE_NAME
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Write a new row with a present created_at.';
END
$body$;

CREATE OR REPLACE FUNCTION retiring_partitions()
RETURNS TABLE (partition regclass, partition_name text, is_attached boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $body$
  SELECT tgrelid::regclass, relname::text, relispartition
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
  WHERE tgname = 'retiring' AND tgenabled = 'A' AND tgfoid = 'public.refuse_write_to_retiring_partition()'::regprocedure
$body$;

CREATE OR REPLACE FUNCTION start_retiring(expired regclass)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM retiring_partitions() AS r WHERE r.partition = expired) THEN
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER retiring BEFORE INSERT OR UPDATE OR DELETE ON %s '
      'FOR EACH ROW EXECUTE FUNCTION public.refuse_write_to_retiring_partition()', expired);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER retiring', expired);
  END IF;
END
$body$;

CREATE OR REPLACE FUNCTION stop_retiring(kept regclass)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
  EXECUTE format('DROP TRIGGER IF EXISTS retiring ON %s', kept);
END
$body$;

CREATE OR REPLACE FUNCTION drop_retiring_partition(parent regclass, expired regclass)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
  EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', parent);
  EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', expired);
  IF NOT EXISTS (SELECT FROM retiring_partitions() AS r WHERE r.partition = expired) THEN
    RAISE EXCEPTION 'Partition % is not read-only any more.', expired
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Run the maintenance again.';
  END IF;
  EXECUTE format('DROP TABLE %s', expired);
END
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
  partition_ranges(regclass), require_leader(), partition_lock_key(text),
  partition_creation_locks(regclass, timestamptz, timestamptz), make_partition(text, text, timestamptz),
  ensure_partition(text, date), create_saga_executions_partition(date), create_saga_outbox_partition(date),
  create_saga_audit_log_partition(date), partition_blockers(regclass[]), plan_partition_maintenance(timestamptz, text[]),
  unfinished_rows_exist(regclass, partition_policies), retire_partition(text, text),
  maintain_all_partitions_at(timestamptz), record_partition_maintenance(timestamptz, text[], text),
  maintain_all_partitions(), get_partition_statistics(), get_partition_runway(), refuse_write_to_retiring_partition(),
  retiring_partitions(), start_retiring(regclass), stop_retiring(regclass), drop_retiring_partition(regclass, regclass),
  cleanup_consumer_inbox(integer)
FROM PUBLIC;

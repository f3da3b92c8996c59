-- Database: postgres. Roles that log in, with the least that each needs; passwords are set apart from this file.
-- sagaz_owner owns the schema, sagaz_app changes rows, sagaz_readonly reads, sagaz_monitor reads statistics, replicator streams and rewinds,
-- pgbouncer looks passwords up for the pools.
DO $roles$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT * FROM (VALUES
      ('sagaz_owner', false),
      ('sagaz_app', false),
      ('sagaz_readonly', false),
      ('sagaz_monitor', false),
      ('replicator', true),
      ('pgbouncer', false)) AS role (name, replicates)
  LOOP
    IF to_regrole(wanted.name) IS NULL THEN
      EXECUTE format('CREATE ROLE %I', wanted.name);
    END IF;
    EXECUTE format(
      'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS %s',
      wanted.name,
      CASE WHEN wanted.replicates THEN 'REPLICATION' ELSE 'NOREPLICATION' END);
  END LOOP;
END
$roles$;

-- Maintenance names the sessions that stand in its way, whoever they belong to; monitoring reads statistics.
DO $grant$
BEGIN
  IF NOT pg_has_role('sagaz_monitor', 'pg_monitor', 'MEMBER') THEN
    GRANT pg_monitor TO sagaz_monitor;
  END IF;
  IF NOT pg_has_role('sagaz_owner', 'pg_read_all_stats', 'MEMBER') THEN
    GRANT pg_read_all_stats TO sagaz_owner;
  END IF;
END
$grant$;

-- A second net below the missing rights: a slip in a dashboard's query fails before it reaches a table.
ALTER ROLE sagaz_readonly SET default_transaction_read_only = on;

-- A measurement that hangs must not pile up behind itself.
ALTER ROLE sagaz_monitor SET default_transaction_read_only = on;
ALTER ROLE sagaz_monitor SET statement_timeout = '4s';
ALTER ROLE sagaz_monitor SET lock_timeout = '1s';

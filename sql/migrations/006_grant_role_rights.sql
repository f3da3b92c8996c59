-- run: on-change
-- transaction: yes
-- lock-timeout: 3s
-- verify: 006_grant_role_rights.sql

SET ROLE sagaz_owner;

-- Rows of the workload; the audit trail only grows.
GRANT SELECT, INSERT, UPDATE, DELETE
  ON saga_executions, saga_outbox, saga_outbox_archive, consumer_inbox, sagas, saga_steps
  TO sagaz_app;
GRANT SELECT, INSERT ON saga_audit_log TO sagaz_app;
GRANT USAGE ON SEQUENCE saga_steps_id_seq TO sagaz_app;

-- Everything may be read for analysis, later tables included.
GRANT SELECT
  ON saga_executions, saga_outbox, saga_outbox_archive, saga_audit_log, consumer_inbox, sagas, saga_steps, partition_policies,
    partition_maintenance_runs
  TO sagaz_readonly;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO sagaz_readonly;

GRANT EXECUTE ON FUNCTION get_partition_statistics(), get_partition_runway() TO sagaz_app, sagaz_readonly, sagaz_monitor;

-- Monitoring counts and dates rows; what they say is none of its business.
GRANT SELECT (status, created_at, claimed_at) ON saga_outbox TO sagaz_monitor;
GRANT SELECT (created_at) ON saga_executions_default, saga_outbox_default, saga_audit_log_default TO sagaz_monitor;
DO $journal$
BEGIN
  IF to_regclass('public.schema_migrations') IS NOT NULL THEN
    GRANT SELECT (script, applied_at) ON schema_migrations TO sagaz_monitor;
  END IF;
END
$journal$;

DO $verify$
BEGIN
  IF NOT has_table_privilege('sagaz_app', 'public.saga_outbox', 'SELECT')
    OR NOT has_table_privilege('sagaz_app', 'public.saga_outbox', 'INSERT')
    OR NOT has_table_privilege('sagaz_app', 'public.saga_outbox', 'UPDATE')
    OR NOT has_table_privilege('sagaz_app', 'public.saga_outbox', 'DELETE')
    OR NOT has_table_privilege('sagaz_app', 'public.saga_audit_log', 'INSERT')
    OR NOT has_table_privilege('sagaz_readonly', 'public.saga_executions', 'SELECT')
    OR NOT has_column_privilege('sagaz_monitor', 'public.saga_outbox', 'created_at', 'SELECT')
  THEN
    RAISE EXCEPTION 'The application roles lack rights that they need.';
  END IF;
  IF has_table_privilege('sagaz_app', 'public.saga_audit_log', 'UPDATE, DELETE')
    OR has_schema_privilege('sagaz_app', 'public', 'CREATE')
    OR has_table_privilege('sagaz_readonly', 'public.saga_executions', 'INSERT, UPDATE, DELETE')
    OR has_column_privilege('sagaz_monitor', 'public.saga_outbox', 'payload', 'SELECT')
  THEN
    RAISE EXCEPTION 'The application roles have rights that they must not have.';
  END IF;
END
$verify$;

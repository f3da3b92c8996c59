DO $verify$
DECLARE
  expected text;
  function_id oid;
BEGIN
  FOREACH expected IN ARRAY ARRAY[
    'create_saga_executions_partition(date)', 'create_saga_outbox_partition(date)',
    'create_saga_audit_log_partition(date)', 'maintain_all_partitions()', 'get_partition_statistics()',
    'get_partition_runway()', 'cleanup_consumer_inbox(integer)', 'ensure_partition(text, date)',
    'partition_creation_locks(regclass, timestamptz, timestamptz)', 'make_partition(text, text, timestamptz)',
    'plan_partition_maintenance(timestamptz, text[])',
    'retire_partition(text, text)', 'record_partition_maintenance(timestamptz, text[], text)']
  LOOP
    function_id := to_regprocedure('public.' || expected);
    IF function_id IS NULL THEN
      RAISE EXCEPTION 'Function % does not exist.', expected;
    END IF;
    IF EXISTS (SELECT FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS granted
               WHERE pg_proc.oid = function_id AND granted.grantee = 0)
    THEN
      RAISE EXCEPTION 'Function % may be executed by PUBLIC.', expected;
    END IF;
  END LOOP;

  FOREACH expected IN ARRAY ARRAY['saga_executions', 'saga_outbox', 'saga_audit_log'] LOOP
    IF NOT EXISTS (SELECT FROM public.partition_policies WHERE table_name = expected) THEN
      RAISE EXCEPTION 'Table % has no row in partition_policies.', expected;
    END IF;
  END LOOP;
END
$verify$;

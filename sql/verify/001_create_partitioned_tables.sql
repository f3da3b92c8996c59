DO $verify$
DECLARE
  expected text;
BEGIN
  FOREACH expected IN ARRAY ARRAY['saga_executions', 'saga_outbox', 'saga_audit_log'] LOOP
    IF NOT EXISTS (
      SELECT FROM pg_partitioned_table
      WHERE partrelid = to_regclass('public.' || expected) AND partstrat = 'r' AND partdefid <> 0)
    THEN
      RAISE EXCEPTION 'Table % is not partitioned by range with a default partition.', expected;
    END IF;
    IF NOT EXISTS (
      SELECT FROM pg_constraint
      JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey) AND attname = 'created_at'
      WHERE conrelid = to_regclass('public.' || expected) AND contype = 'p')
    THEN
      RAISE EXCEPTION 'Table % has no primary key with created_at.', expected;
    END IF;
  END LOOP;

  FOREACH expected IN ARRAY ARRAY[
    'consumer_inbox', 'idx_saga_executions_status_created', 'idx_outbox_pending', 'idx_outbox_claimed_at',
    'idx_outbox_saga_id', 'idx_consumer_inbox_cleanup']
  LOOP
    IF to_regclass('public.' || expected) IS NULL THEN
      RAISE EXCEPTION 'Relation % does not exist.', expected;
    END IF;
  END LOOP;
END
$verify$;

DO $verify$
DECLARE
  expected text;
BEGIN
  FOREACH expected IN ARRAY ARRAY[
    'sagas', 'saga_steps', 'idx_sagas_status', 'idx_sagas_name', 'idx_sagas_created_at', 'idx_saga_steps_saga_id',
    'idx_saga_steps_status']
  LOOP
    IF to_regclass('public.' || expected) IS NULL THEN
      RAISE EXCEPTION 'Relation % does not exist.', expected;
    END IF;
  END LOOP;
  IF NOT EXISTS (
    SELECT FROM pg_constraint
    WHERE conrelid = 'public.saga_steps'::regclass AND confrelid = 'public.sagas'::regclass AND confdeltype = 'c')
  THEN
    RAISE EXCEPTION 'Deleting a saga does not delete its steps.';
  END IF;
END
$verify$;

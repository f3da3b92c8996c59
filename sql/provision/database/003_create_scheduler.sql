-- Database: sagaz. pg_cron where it is packaged, preloaded and told to live in this database; elsewhere nothing.
-- A replica runs no jobs, and whoever is promoted runs them. Seven past the hour: midnight's rush is over then.
DO $scheduler$
DECLARE
  wanted record;
BEGIN
  IF current_setting('cron.database_name', true) = current_database()
    AND current_setting('shared_preload_libraries') ~ '\mpg_cron\M'
    AND EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_cron')
  THEN
    CREATE EXTENSION IF NOT EXISTS pg_cron;
    GRANT USAGE ON SCHEMA cron TO sagaz_owner;
    FOR wanted IN
      SELECT * FROM (VALUES
        ('sagaz-maintain-partitions', '7 * * * *', 'SELECT * FROM public.maintain_all_partitions()'),
        ('sagaz-forget-old-runs', '37 3 * * *', 'DELETE FROM cron.job_run_details WHERE end_time < now() - interval ''14 days'''))
        AS job (name, schedule, command)
    LOOP
      IF NOT EXISTS (
        SELECT FROM cron.job
        WHERE jobname = wanted.name AND username = 'sagaz_owner' AND database = current_database()
          AND schedule = wanted.schedule AND command = wanted.command AND active)
      THEN
        PERFORM cron.schedule_in_database(
          wanted.name, wanted.schedule, wanted.command, current_database()::text, 'sagaz_owner', true);
      END IF;
    END LOOP;
  END IF;
END
$scheduler$;

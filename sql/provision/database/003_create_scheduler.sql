-- Database: sagaz. pg_cron where it is packaged, preloaded and told to live in this database; elsewhere nothing.
DO $scheduler$
BEGIN
  IF current_setting('cron.database_name', true) = current_database()
    AND current_setting('shared_preload_libraries') ~ '\mpg_cron\M'
    AND EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_cron')
  THEN
    CREATE EXTENSION IF NOT EXISTS pg_cron;
    GRANT USAGE ON SCHEMA cron TO sagaz_owner;
  END IF;
END
$scheduler$;

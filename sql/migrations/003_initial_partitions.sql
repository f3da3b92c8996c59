-- run: once
-- transaction: yes
-- lock-timeout: 3s
-- verify: 003_initial_partitions.sql

SET ROLE sagaz_owner;

DO $initial$
DECLARE
  problems text;
BEGIN
  SELECT string_agg(concat_ws(' ', table_name, partition_name, details), E'\n') INTO problems
  FROM maintain_all_partitions()
  WHERE action = 'ERROR';
  IF problems IS NOT NULL THEN
    RAISE EXCEPTION 'The first partitions could not all be created.' USING DETAIL = problems;
  END IF;
END
$initial$;

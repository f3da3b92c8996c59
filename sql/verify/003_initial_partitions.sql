DO $verify$
DECLARE
  uncovered text;
BEGIN
  SELECT string_agg(table_name, ', ') INTO uncovered
  FROM public.partition_policies
  WHERE NOT EXISTS (
    SELECT FROM public.partition_ranges(to_regclass(format('public.%I', table_name))) AS r
    WHERE r.range_from <= now() AND r.range_to > now());
  IF uncovered IS NOT NULL THEN
    RAISE EXCEPTION 'No partition holds the present moment in: %.', uncovered;
  END IF;
END
$verify$;

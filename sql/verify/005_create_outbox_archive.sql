DO $verify$
DECLARE
  outbox_columns text;
  archive_columns text;
BEGIN
  SELECT
    string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
      FILTER (WHERE attrelid = to_regclass('public.saga_outbox')),
    string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
      FILTER (WHERE attrelid = to_regclass('public.saga_outbox_archive'))
  INTO outbox_columns, archive_columns
  FROM pg_attribute
  WHERE attnum > 0 AND NOT attisdropped;
  IF archive_columns IS NULL OR archive_columns <> outbox_columns THEN
    RAISE EXCEPTION 'saga_outbox_archive does not have the columns of saga_outbox in their order.'
      USING DETAIL = format('outbox: %s; archive: %s', outbox_columns, archive_columns);
  END IF;
END
$verify$;

-- One text that changes when anything changes that the files beside this one take care of; read before and after them.
SELECT md5(string_agg(fact, E'\n' ORDER BY fact))
FROM (
  SELECT concat_ws(' ', 'role', rolname, rolcanlogin, rolsuper, rolreplication, rolcreatedb, rolcreaterole, rolbypassrls) AS fact
  FROM pg_roles
  UNION ALL
  SELECT concat_ws(' ', 'member', roleid::regrole, member::regrole) FROM pg_auth_members
  UNION ALL
  SELECT concat_ws(' ', 'setting', setdatabase, setrole::regrole, setconfig) FROM pg_db_role_setting
  UNION ALL
  SELECT concat_ws(' ', 'database', datname, datdba::regrole, datacl) FROM pg_database
  UNION ALL
  SELECT concat_ws(' ', 'schema', nspname, nspowner::regrole, nspacl) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'
  UNION ALL
  SELECT concat_ws(' ', 'function', oid::regprocedure, proowner::regrole, prosecdef, proconfig, proacl, prosrc)
  FROM pg_proc
  WHERE proacl IS NOT NULL OR pronamespace <> 'pg_catalog'::regnamespace
  UNION ALL
  SELECT concat_ws(' ', 'extension', extname, extversion) FROM pg_extension
  UNION ALL
  SELECT concat_ws(' ', 'schedule', CASE WHEN to_regclass('cron.job') IS NOT NULL THEN
    query_to_xml('SELECT jobname, schedule, command, database, username, active FROM cron.job ORDER BY jobid', true, false, '')::text END)
) AS facts (fact);

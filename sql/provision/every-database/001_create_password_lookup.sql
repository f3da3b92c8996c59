-- Databases: postgres and sagaz, because PgBouncer runs its auth_query in the database that a client asks for.
-- Secrets of superusers and of roles that replicate never leave the server this way.
CREATE SCHEMA IF NOT EXISTS pgbouncer AUTHORIZATION postgres;
REVOKE ALL ON SCHEMA pgbouncer FROM PUBLIC;
GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer;

CREATE OR REPLACE FUNCTION pgbouncer.get_auth(role_name text, OUT username text, OUT password text)
RETURNS SETOF record
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $lookup$
  SELECT rolname::text, rolpassword
  FROM pg_catalog.pg_authid
  WHERE rolname = role_name
    AND rolcanlogin
    AND NOT rolsuper
    AND NOT rolreplication
    AND (rolvaliduntil IS NULL OR rolvaliduntil > now())
$lookup$;

REVOKE ALL ON FUNCTION pgbouncer.get_auth(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pgbouncer.get_auth(text) TO pgbouncer;

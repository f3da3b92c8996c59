-- Database: sagaz. Nobody connects, creates or leaves temporary tables behind by default.
REVOKE ALL ON DATABASE sagaz FROM PUBLIC;
GRANT CONNECT ON DATABASE sagaz TO sagaz_app, sagaz_readonly, sagaz_monitor, pgbouncer;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO sagaz_owner;
GRANT USAGE ON SCHEMA public TO sagaz_app, sagaz_readonly, sagaz_monitor;

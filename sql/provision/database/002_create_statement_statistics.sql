-- Database: sagaz. Collects only where the server preloads the library; creating it needs no preload.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

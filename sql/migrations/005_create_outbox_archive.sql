-- run: once
-- transaction: yes
-- lock-timeout: 3s
-- verify: 005_create_outbox_archive.sql

-- Same columns in the same order, because the library archives with INSERT INTO ... SELECT *.
SET ROLE sagaz_owner;

CREATE TABLE IF NOT EXISTS saga_outbox_archive (LIKE saga_outbox INCLUDING ALL);

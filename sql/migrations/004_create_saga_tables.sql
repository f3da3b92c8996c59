-- run: once
-- transaction: yes
-- lock-timeout: 3s
-- verify: 004_create_saga_tables.sql

-- Shapes and index names are those that the sagaz library creates for itself.
SET ROLE sagaz_owner;

CREATE TABLE IF NOT EXISTS sagas (
  saga_id varchar(255) PRIMARY KEY,
  saga_name varchar(255) NOT NULL,
  status varchar(50) NOT NULL,
  context jsonb NOT NULL DEFAULT '{}',
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_sagas_status ON sagas (status);
CREATE INDEX IF NOT EXISTS idx_sagas_name ON sagas (saga_name);
CREATE INDEX IF NOT EXISTS idx_sagas_created_at ON sagas (created_at);

CREATE TABLE IF NOT EXISTS saga_steps (
  id serial PRIMARY KEY,
  saga_id varchar(255) NOT NULL REFERENCES sagas (saga_id) ON DELETE CASCADE,
  step_name varchar(255) NOT NULL,
  status varchar(50) NOT NULL,
  result jsonb,
  error text,
  executed_at timestamptz,
  compensated_at timestamptz,
  retry_count integer DEFAULT 0,
  UNIQUE (saga_id, step_name)
);

CREATE INDEX IF NOT EXISTS idx_saga_steps_saga_id ON saga_steps (saga_id);
CREATE INDEX IF NOT EXISTS idx_saga_steps_status ON saga_steps (status);

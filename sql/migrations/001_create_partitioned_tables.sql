-- run: once
-- transaction: yes
-- lock-timeout: 3s
-- verify: 001_create_partitioned_tables.sql

-- The key of a partitioned table contains created_at, because uniqueness is kept per partition.
-- Every partitioned table has a default partition, so that no insert fails for want of a range.
SET ROLE sagaz_owner;

CREATE TABLE IF NOT EXISTS saga_executions (
  execution_id uuid NOT NULL DEFAULT gen_random_uuid(),
  saga_id varchar(255),
  saga_name varchar(255) NOT NULL,
  status varchar(50) NOT NULL DEFAULT 'PENDING',
  context jsonb NOT NULL DEFAULT '{}',
  error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  completed_at timestamptz,
  CONSTRAINT saga_executions_pkey PRIMARY KEY (execution_id, created_at),
  CONSTRAINT saga_executions_status_check
    CHECK (status IN ('PENDING', 'RUNNING', 'SUCCESS', 'FAILED', 'COMPENSATING', 'COMPENSATED'))
) PARTITION BY RANGE (created_at);

CREATE INDEX IF NOT EXISTS idx_saga_executions_status_created ON saga_executions (status, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_saga_executions_name_created ON saga_executions (saga_name, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_saga_executions_saga_id ON saga_executions (saga_id) WHERE saga_id IS NOT NULL;

CREATE TABLE IF NOT EXISTS saga_executions_default PARTITION OF saga_executions DEFAULT;

-- The workers find an event by event_id alone, which leads the key.
CREATE TABLE IF NOT EXISTS saga_outbox (
  event_id uuid NOT NULL,
  saga_id varchar(255) NOT NULL,
  aggregate_type varchar(255) NOT NULL DEFAULT 'saga',
  aggregate_id varchar(255),
  event_type varchar(255) NOT NULL,
  payload jsonb NOT NULL,
  headers jsonb NOT NULL DEFAULT '{}',
  status varchar(50) NOT NULL DEFAULT 'pending',
  created_at timestamptz NOT NULL DEFAULT now(),
  claimed_at timestamptz,
  sent_at timestamptz,
  retry_count integer NOT NULL DEFAULT 0,
  last_error text,
  worker_id varchar(255),
  CONSTRAINT saga_outbox_pkey PRIMARY KEY (event_id, created_at),
  CONSTRAINT saga_outbox_status_check
    CHECK (status IN ('pending', 'claimed', 'sent', 'failed', 'dead_letter'))
) PARTITION BY RANGE (created_at);

CREATE INDEX IF NOT EXISTS idx_outbox_pending ON saga_outbox (created_at) WHERE status = 'pending';
CREATE INDEX IF NOT EXISTS idx_outbox_claimed_at ON saga_outbox (claimed_at) WHERE status = 'claimed';
CREATE INDEX IF NOT EXISTS idx_outbox_saga_id ON saga_outbox (saga_id);

CREATE TABLE IF NOT EXISTS saga_outbox_default PARTITION OF saga_outbox DEFAULT;

CREATE TABLE IF NOT EXISTS saga_audit_log (
  audit_id uuid NOT NULL DEFAULT gen_random_uuid(),
  saga_id varchar(255),
  saga_name varchar(255),
  step_name varchar(255),
  action varchar(255) NOT NULL,
  actor varchar(255) NOT NULL DEFAULT session_user,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT saga_audit_log_pkey PRIMARY KEY (audit_id, created_at)
) PARTITION BY RANGE (created_at);

CREATE INDEX IF NOT EXISTS idx_saga_audit_log_saga_id ON saga_audit_log (saga_id, created_at DESC);

CREATE TABLE IF NOT EXISTS saga_audit_log_default PARTITION OF saga_audit_log DEFAULT;

-- Not partitioned: "seen before" is a unique violation on event_id alone.
CREATE TABLE IF NOT EXISTS consumer_inbox (
  event_id uuid PRIMARY KEY,
  consumer_name varchar(255) NOT NULL,
  source_topic varchar(255) NOT NULL,
  event_type varchar(255) NOT NULL,
  payload jsonb NOT NULL,
  consumed_at timestamptz NOT NULL DEFAULT now(),
  processing_duration_ms integer
);

CREATE INDEX IF NOT EXISTS idx_consumer_inbox_cleanup ON consumer_inbox (consumer_name, consumed_at);
CREATE INDEX IF NOT EXISTS idx_consumer_inbox_consumed_at ON consumer_inbox (consumed_at);

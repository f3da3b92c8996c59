-- Removes what a load wrote, and keeps the data set. Runs as the owner, on the leader.

-- name: events
DELETE FROM saga_outbox WHERE aggregate_type = 'load';

-- name: inbox
DELETE FROM consumer_inbox WHERE consumer_name = 'load';

-- name: audit
DELETE FROM saga_audit_log WHERE actor = 'load';

-- name: executions
DELETE FROM saga_executions WHERE saga_name = 'load-order';

-- name: steps
DELETE FROM saga_steps WHERE saga_id LIKE 'load-%';

-- name: sagas
DELETE FROM sagas WHERE saga_name = 'load-order';

-- name: statistics
ANALYZE saga_executions, saga_outbox, sagas, saga_steps, consumer_inbox;

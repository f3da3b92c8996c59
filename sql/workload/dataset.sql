-- Fills up to what the profile asks for; what is there already stays. Runs as the owner, on the leader.

-- name: partitions of the past
SELECT count(create_saga_executions_partition((date_trunc('month', now() AT TIME ZONE 'UTC') - n * interval '1 month')::date)),
  count(create_saga_outbox_partition(((now() AT TIME ZONE 'UTC') - n * interval '1 day')::date))
FROM generate_series(0, 6) AS n;

-- name: sagas
INSERT INTO sagas (saga_id, saga_name, status, context)
SELECT 'load-data-' || n, 'load-data', 'completed', jsonb_build_object('customer', n)
FROM generate_series(1, :sagas::bigint) AS n
ON CONFLICT (saga_id) DO NOTHING;

-- name: executions over half a year
INSERT INTO saga_executions (saga_id, saga_name, status, context, created_at, updated_at, completed_at)
SELECT 'load-data-' || n, 'load-data-' || n % 20, (ARRAY['SUCCESS', 'SUCCESS', 'SUCCESS', 'FAILED', 'COMPENSATED'])[1 + n % 5], '{"amount": 12}',
  moment, moment + interval '1 second', moment + interval '1 second'
FROM generate_series((SELECT count(*) + 1 FROM saga_executions WHERE saga_name LIKE 'load-data%'), :executions::bigint) AS n
CROSS JOIN LATERAL (SELECT now() - n::double precision / :executions::double precision * interval '180 days' AS moment) AS drawn;

-- name: events of a week
INSERT INTO saga_outbox (event_id, saga_id, aggregate_type, event_type, payload, status, created_at, claimed_at, sent_at)
SELECT gen_random_uuid(), 'load-data-' || 1 + n % :sagas::bigint, 'load-data', 'OrderCharged', '{"amount": 12}', 'sent', moment, moment, moment
FROM generate_series((SELECT count(*) + 1 FROM saga_outbox WHERE aggregate_type = 'load-data'), :events::bigint) AS n
CROSS JOIN LATERAL (SELECT now() - n::double precision / :events::double precision * interval '6 days' AS moment) AS drawn;

-- name: statistics
ANALYZE saga_executions, saga_outbox, sagas, saga_steps;

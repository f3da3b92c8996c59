-- Ten sagas side by side, as a worker handles them that takes its work in batches: each of the four transactions is for all of them.
\set saga random(1, 9000000000000000)
\set customer random_zipfian(1, :customers, 1.1)
\set amount random(100, 100000)

-- name: start ten sagas
\startpipeline
INSERT INTO saga_executions (saga_id, saga_name, status, context)
SELECT 'load-' || :saga::bigint + n, 'load-order', 'RUNNING', jsonb_build_object('customer', :customer::bigint, 'amount', :amount::bigint)
FROM generate_series(0, 9) AS n;
INSERT INTO sagas (saga_id, saga_name, status, context)
SELECT 'load-' || :saga::bigint + n, 'load-order', 'executing', jsonb_build_object('customer', :customer::bigint, 'amount', :amount::bigint)
FROM generate_series(0, 9) AS n
ON CONFLICT (saga_id) DO UPDATE SET status = EXCLUDED.status, context = EXCLUDED.context, updated_at = now();
\endpipeline

-- name: save ten steps and events
\startpipeline
UPDATE sagas SET status = 'executing', updated_at = now() WHERE saga_id = ANY (ARRAY(SELECT 'load-' || :saga::bigint + n FROM generate_series(0, 9) AS n));
DELETE FROM saga_steps WHERE saga_id = ANY (ARRAY(SELECT 'load-' || :saga::bigint + n FROM generate_series(0, 9) AS n));
INSERT INTO saga_steps (saga_id, step_name, status, result, executed_at)
SELECT 'load-' || :saga::bigint + n, step, 'completed', '{"ok": true}', now()
FROM generate_series(0, 9) AS n CROSS JOIN (VALUES ('reserve'), ('charge')) AS steps (step);
INSERT INTO saga_outbox (event_id, saga_id, aggregate_type, aggregate_id, event_type, payload, headers, status, retry_count, created_at)
SELECT gen_random_uuid(), 'load-' || :saga::bigint + n, 'load', 'customer-' || :customer, 'OrderCharged', jsonb_build_object('amount', :amount::bigint), '{}', 'pending', 0, now()
FROM generate_series(0, 9) AS n;
\endpipeline

-- name: deduplicate ten
INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload)
SELECT gen_random_uuid(), 'load', 'orders', 'OrderCharged', jsonb_build_object('customer', :customer::bigint)
FROM generate_series(0, 9)
ON CONFLICT (event_id) DO NOTHING;

-- name: complete ten sagas
\startpipeline
UPDATE sagas SET status = 'completed', updated_at = now() WHERE saga_id = ANY (ARRAY(SELECT 'load-' || :saga::bigint + n FROM generate_series(0, 9) AS n));
UPDATE saga_executions SET status = 'SUCCESS', updated_at = now(), completed_at = now()
WHERE saga_id = ANY (ARRAY(SELECT 'load-' || :saga::bigint + n FROM generate_series(0, 9) AS n)) AND created_at >= now() - interval '1 hour';
INSERT INTO saga_audit_log (saga_id, saga_name, action, actor)
SELECT 'load-' || :saga::bigint + n, 'load-order', 'completed', 'load' FROM generate_series(0, 9) AS n;
\endpipeline

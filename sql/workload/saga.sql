-- A whole saga: every round trip is one transaction. Runs under `pgbench -M extended -f`, too.
\set saga random(1, 9000000000000000)
\set customer random_zipfian(1, :customers, 1.1)
\set amount random(100, 100000)

-- name: start saga
\startpipeline
INSERT INTO saga_executions (saga_id, saga_name, status, context)
VALUES ('load-' || :saga, 'load-order', 'RUNNING', jsonb_build_object('customer', :customer::bigint, 'amount', :amount::bigint));
INSERT INTO sagas (saga_id, saga_name, status, context)
VALUES ('load-' || :saga, 'load-order', 'executing', jsonb_build_object('customer', :customer::bigint, 'amount', :amount::bigint))
ON CONFLICT (saga_id) DO UPDATE SET status = EXCLUDED.status, context = EXCLUDED.context, updated_at = now();
\endpipeline

-- name: save step and event
\startpipeline
UPDATE sagas SET status = 'executing', updated_at = now() WHERE saga_id = 'load-' || :saga;
DELETE FROM saga_steps WHERE saga_id = 'load-' || :saga;
INSERT INTO saga_steps (saga_id, step_name, status, result, executed_at)
VALUES ('load-' || :saga, 'reserve', 'completed', '{"ok": true}', now()), ('load-' || :saga, 'charge', 'completed', '{"ok": true}', now());
INSERT INTO saga_outbox (event_id, saga_id, aggregate_type, aggregate_id, event_type, payload, headers, status, retry_count, created_at)
VALUES (gen_random_uuid(), 'load-' || :saga, 'load', 'customer-' || :customer, 'OrderCharged', jsonb_build_object('amount', :amount::bigint), '{}', 'pending', 0, now());
\endpipeline

-- name: deduplicate
INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload)
VALUES (gen_random_uuid(), 'load', 'orders', 'OrderCharged', jsonb_build_object('customer', :customer::bigint))
ON CONFLICT (event_id) DO NOTHING;

-- name: complete saga
\startpipeline
UPDATE sagas SET status = 'completed', updated_at = now() WHERE saga_id = 'load-' || :saga;
UPDATE saga_executions SET status = 'SUCCESS', updated_at = now(), completed_at = now()
WHERE saga_id = 'load-' || :saga AND created_at >= now() - interval '1 hour';
INSERT INTO saga_audit_log (saga_id, saga_name, action, actor) VALUES ('load-' || :saga, 'load-order', 'completed', 'load');
\endpipeline

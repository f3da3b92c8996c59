-- Ten events in one statement, as a service does that gathers what its transactions have to say.
\set aggregate random_zipfian(1, :customers, 1.1)
\set amount random(100, 100000)

-- name: insert ten events
INSERT INTO saga_outbox (event_id, saga_id, aggregate_type, aggregate_id, event_type, payload, headers, status, retry_count, created_at)
SELECT gen_random_uuid(), 'load-' || :aggregate, 'load', 'customer-' || :aggregate, 'OrderCharged', jsonb_build_object('amount', :amount::bigint), '{}', 'pending', 0, now()
FROM generate_series(1, 10);

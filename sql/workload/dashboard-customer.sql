\set saga random_zipfian(1, :sagas, 1.1)

-- name: history of a saga
SELECT e.event_type, e.status, e.created_at, e.sent_at
FROM saga_outbox AS e
WHERE e.saga_id = 'load-data-' || :saga AND e.created_at >= now() - interval '7 days' AND e.created_at <= now()
ORDER BY e.created_at DESC
LIMIT 50;

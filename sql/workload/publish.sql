-- A worker's round: claims the oldest events, publishes them, marks them. Needs `pgbench -M extended`: the list of events is a text.

-- name: claim events
WITH due AS (
  SELECT event_id, created_at FROM saga_outbox
  WHERE status = 'pending' AND created_at <= now()
  ORDER BY created_at LIMIT :batch FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE saga_outbox AS event SET status = 'claimed', claimed_at = now(), worker_id = 'load-' || :client_id
  FROM due WHERE event.event_id = due.event_id AND event.created_at = due.created_at
  RETURNING event.event_id, event.created_at
)
SELECT coalesce(array_agg(event_id)::text, '{}') AS events, coalesce(min(created_at), now())::text AS oldest FROM claimed
\gset

-- name: mark sent
UPDATE saga_outbox SET status = 'sent', sent_at = now()
WHERE event_id = ANY (:events::uuid[]) AND created_at >= :oldest::timestamptz AND created_at <= now();

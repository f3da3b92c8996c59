-- One partition, or two around midnight.

-- name: sagas of a day
SELECT status, count(*), avg(extract(epoch FROM completed_at - created_at)) AS seconds
FROM saga_executions
WHERE created_at >= now() - interval '1 day' AND created_at <= now()
GROUP BY status;

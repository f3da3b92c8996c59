\set months random(2, 6)

-- name: sagas of months
SELECT date_trunc('month', created_at) AS month, saga_name, status, count(*)
FROM saga_executions
WHERE created_at >= now() - make_interval(months => :months::integer) AND created_at <= now()
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;

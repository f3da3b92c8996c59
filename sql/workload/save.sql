-- Saves a saga that exists already, some far more often than others: rows that many clients want at once.
\set hot random_zipfian(1, :sagas, 1.1)

-- name: save known saga
\startpipeline
UPDATE sagas SET status = 'executing', updated_at = now() WHERE saga_id = 'load-data-' || :hot;
DELETE FROM saga_steps WHERE saga_id = 'load-data-' || :hot;
INSERT INTO saga_steps (saga_id, step_name, status, executed_at) VALUES ('load-data-' || :hot, 'reserve', 'completed', now());
\endpipeline

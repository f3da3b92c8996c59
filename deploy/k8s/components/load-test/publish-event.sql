INSERT INTO saga_outbox (event_id, saga_id, event_type, payload)
VALUES (gen_random_uuid(), 'load-test', 'load-test', '{"load": "test"}');

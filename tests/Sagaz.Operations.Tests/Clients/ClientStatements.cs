namespace Sagaz.Operations.Tests.Clients;

/// <summary>What the sagaz library's own PostgreSQL storages send.</summary>
internal static class ClientStatements
{
    public const string UpsertSaga =
        """
        INSERT INTO sagas (saga_id, saga_name, status, context, metadata, updated_at)
        VALUES ($1, $2, $3, $4::text::jsonb, $5::text::jsonb, now())
        ON CONFLICT (saga_id) DO UPDATE SET saga_name = EXCLUDED.saga_name, status = EXCLUDED.status,
          context = EXCLUDED.context, metadata = EXCLUDED.metadata, updated_at = EXCLUDED.updated_at
        """;

    public const string DeleteSteps = "DELETE FROM saga_steps WHERE saga_id = $1";

    public const string InsertStep =
        """
        INSERT INTO saga_steps (saga_id, step_name, status, result, error, executed_at, compensated_at, retry_count)
        VALUES ($1, $2, $3, '{}', NULL, now(), NULL, $4)
        """;

    public const string InsertEvent =
        """
        INSERT INTO saga_outbox (event_id, saga_id, aggregate_type, aggregate_id, event_type, payload, headers, status, created_at)
        VALUES ($1, $2, 'saga', $2, 'paid', '{}', '{}', 'pending', $3)
        """;

    public const string Claim =
        """
        WITH claimed AS (
          SELECT event_id FROM saga_outbox WHERE status = 'pending' AND created_at <= $1
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE saga_outbox SET status = 'claimed', claimed_at = now(), worker_id = $3
        WHERE event_id IN (SELECT event_id FROM claimed) RETURNING *
        """;

    public const string MarkSent = "UPDATE saga_outbox SET status = 'sent', sent_at = now() WHERE event_id = $1";

    public const string MarkFailed =
        "UPDATE saga_outbox SET status = 'failed', retry_count = retry_count + 1, last_error = $2 WHERE event_id = $1";

    public const string Release =
        "UPDATE saga_outbox SET status = 'pending', claimed_at = NULL, worker_id = NULL WHERE event_id = $1";

    public const string FindStuck = "SELECT * FROM saga_outbox WHERE status = 'claimed' AND claimed_at < $1";

    public const string CountPending = "SELECT count(*) FROM saga_outbox WHERE status = 'pending'";

    public const string InsertSeen =
        "INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload) VALUES ($1, $2, 'sagas', 'paid', '{}')";

    public const string UpdateSeen = "UPDATE consumer_inbox SET processing_duration_ms = $2 WHERE event_id = $1";
}

namespace Sagaz.Operations.Ledger;

/// <summary>What the sagaz library's storages send, kept to the ledger's own rows.</summary>
internal static class LedgerStatements
{
    public const string UpsertSaga =
        """
        INSERT INTO sagas (saga_id, saga_name, status, context, metadata, updated_at)
        VALUES ($1, $2, 'running', '{}', '{}', now())
        ON CONFLICT (saga_id) DO UPDATE SET saga_name = EXCLUDED.saga_name, status = EXCLUDED.status,
          context = EXCLUDED.context, metadata = EXCLUDED.metadata, updated_at = EXCLUDED.updated_at
        """;

    public const string DeleteSteps = "DELETE FROM saga_steps WHERE saga_id = $1";

    public const string InsertStep =
        """
        INSERT INTO saga_steps (saga_id, step_name, status, result, error, executed_at, compensated_at, retry_count)
        VALUES ($1, $2, 'completed', '{}', NULL, now(), NULL, 0)
        """;

    public const string InsertEvent =
        """
        INSERT INTO saga_outbox (event_id, saga_id, aggregate_type, aggregate_id, event_type, payload, headers, status, created_at)
        VALUES ($1, $2, $3, $2, 'step', jsonb_build_object('sequence', $4), '{}', 'pending', $5)
        """;

    /// <summary>A library's worker claims whatever is pending; this one leaves the events of others alone.</summary>
    public const string Claim =
        """
        WITH claimed AS (
          SELECT event_id FROM saga_outbox
          WHERE status = 'pending' AND created_at <= $1 AND aggregate_type = $4
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE saga_outbox SET status = 'claimed', claimed_at = now(), worker_id = $3
        WHERE event_id IN (SELECT event_id FROM claimed) AND aggregate_type = $4
        RETURNING event_id, saga_id, (payload ->> 'sequence')::integer
        """;

    /// <summary>What a worker holds whose claim was never answered.</summary>
    public const string FindClaimed =
        """
        SELECT event_id, saga_id, (payload ->> 'sequence')::integer FROM saga_outbox
        WHERE status = 'claimed' AND worker_id = $1 AND aggregate_type = $2
        """;

    public const string MarkSent = "UPDATE saga_outbox SET status = 'sent', sent_at = now() WHERE event_id = ANY ($1) AND aggregate_type = $2";

    public const string Read = "SELECT count(*) FROM sagas WHERE saga_name = $1 AND updated_at > now() - interval '1 second'";

    public const string StoredEvents =
        "SELECT event_id, saga_id, (payload ->> 'sequence')::integer FROM saga_outbox WHERE aggregate_type = $1";

    public const string StoredSteps =
        """
        SELECT step.saga_id, split_part(step.step_name, '-', 2)::integer
        FROM saga_steps AS step JOIN sagas AS saga USING (saga_id) WHERE saga.saga_name = $1
        """;

    public const string RemoveEvents = "DELETE FROM saga_outbox WHERE aggregate_type = $1";

    public const string RemoveSagas = "DELETE FROM sagas WHERE saga_name = $1";
}

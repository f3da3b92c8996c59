using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Sql;

/// <summary>What the sagaz library's own PostgreSQL storages send, statement by statement.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class ClientStatementTests(ScratchServer server)
{
    private const string Claim =
        """
        WITH claimed AS (
          SELECT event_id FROM saga_outbox WHERE status = 'pending' AND created_at <= $1
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE saga_outbox SET status = 'claimed', claimed_at = now(), worker_id = $3
        WHERE event_id IN (SELECT event_id FROM claimed) RETURNING *
        """;

    [RequiresToolFact("initdb")]
    public async Task The_owner_creates_what_exists_already_without_an_error()
    {
        await using var session = await TestSession.OpenAsync(server.Owner(await server.CreateDatabaseAsync()));
        await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS sagas (saga_id VARCHAR(255) PRIMARY KEY)");
        await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS saga_steps (id SERIAL PRIMARY KEY, UNIQUE (id))");
        await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS saga_outbox (event_id UUID PRIMARY KEY)");
        await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS consumer_inbox (event_id UUID PRIMARY KEY)");
        await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS saga_outbox_archive (LIKE saga_outbox INCLUDING ALL)");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_sagas_status ON sagas (status)");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_sagas_name ON sagas (saga_name)");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_sagas_created_at ON sagas (created_at)");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_saga_steps_saga_id ON saga_steps (saga_id)");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_saga_steps_status ON saga_steps (status)");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_outbox_pending ON saga_outbox (created_at) WHERE status = 'pending'");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_outbox_claimed_at ON saga_outbox (claimed_at) WHERE status = 'claimed'");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_outbox_saga_id ON saga_outbox (saga_id)");
        await session.ExecuteAsync("CREATE INDEX IF NOT EXISTS idx_consumer_inbox_cleanup ON consumer_inbox (consumer_name, consumed_at)");
    }

    [RequiresToolFact("initdb")]
    public async Task A_saga_is_saved_with_its_steps_saved_again_listed_and_deleted()
    {
        await using var app = await OpenAsync();
        for (var round = 1; round <= 2; round++)
        {
            await app.ExecuteAsync("BEGIN");
            await app.ExecuteAsync(
                """
                INSERT INTO sagas (saga_id, saga_name, status, context, metadata, updated_at) VALUES ($1, $2, $3, $4::text::jsonb, $5::text::jsonb, now())
                ON CONFLICT (saga_id) DO UPDATE SET saga_name = EXCLUDED.saga_name, status = EXCLUDED.status,
                  context = EXCLUDED.context, metadata = EXCLUDED.metadata, updated_at = EXCLUDED.updated_at
                """,
                "saga-1", "order", round == 1 ? "running" : "completed", "{}", "{}");
            await app.ExecuteAsync("DELETE FROM saga_steps WHERE saga_id = $1", "saga-1");
            await app.ExecuteAsync(
                "INSERT INTO saga_steps (saga_id, step_name, status, result, error, executed_at, compensated_at, retry_count) VALUES ($1, 'pay', 'done', '{}', NULL, now(), NULL, 0)",
                "saga-1");
            await app.ExecuteAsync("COMMIT");
        }

        Assert.Equal("completed", await app.ReadAsync<string>(
            "SELECT status FROM sagas WHERE status = $1 AND saga_name ILIKE $2 ORDER BY created_at DESC LIMIT 10 OFFSET 0", "completed", "%ORD%"));
        await app.ExecuteAsync("DELETE FROM sagas WHERE saga_id = $1", "saga-1");
        Assert.Equal(0, await app.ReadAsync<long>("SELECT count(*) FROM saga_steps"));
    }

    [RequiresToolFact("initdb")]
    public async Task An_event_is_inserted_claimed_once_failed_retried_sent_and_archived()
    {
        await using var app = await OpenAsync();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await InsertAsync(app, first, DateTime.UtcNow.AddMinutes(-2));
        await InsertAsync(app, second, DateTime.UtcNow.AddMinutes(-1));

        Assert.Equal([first], await app.RowsAsync<Guid>(Claim, DateTime.UtcNow, 1, "worker-1"));
        Assert.Equal([second], await app.RowsAsync<Guid>(Claim, DateTime.UtcNow, 10, "worker-2"));
        Assert.Empty(await app.RowsAsync<Guid>(Claim, DateTime.UtcNow, 10, "worker-2"));
        await app.ExecuteAsync("UPDATE saga_outbox SET status = 'failed', retry_count = retry_count + 1, last_error = $2 WHERE event_id = $1", first, "broker down");
        await app.ExecuteAsync("UPDATE saga_outbox SET status = 'pending', claimed_at = NULL, worker_id = NULL WHERE event_id = $1", first);
        Assert.Equal(1, await app.ReadAsync<long>("SELECT count(*) FROM saga_outbox WHERE status = 'pending'"));
        Assert.Equal([second], await app.RowsAsync<Guid>("SELECT * FROM saga_outbox WHERE status = 'claimed' AND claimed_at < $1", DateTime.UtcNow.AddMinutes(1)));
        await app.ExecuteAsync("UPDATE saga_outbox SET status = 'sent', sent_at = now() WHERE event_id = $1", second);
        Assert.Equal([first, second], await app.RowsAsync<Guid>("SELECT * FROM saga_outbox WHERE saga_id = $1 ORDER BY created_at", "saga-1"));

        Assert.Equal(1, await app.ExecuteAsync("INSERT INTO saga_outbox_archive SELECT * FROM saga_outbox WHERE status = 'sent' AND sent_at < $1", DateTime.UtcNow.AddMinutes(1)));
        Assert.Equal(1, await app.ExecuteAsync("DELETE FROM saga_outbox WHERE status = 'sent' AND sent_at < $1", DateTime.UtcNow.AddMinutes(1)));
        Assert.Equal(second, await app.ReadAsync<Guid>("SELECT event_id FROM saga_outbox_archive"));
    }

    [RequiresToolFact("initdb")]
    public async Task A_second_delivery_is_a_unique_violation_in_the_inbox()
    {
        await using var app = await OpenAsync();
        var id = Guid.NewGuid();
        const string insert = "INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload) VALUES ($1, 'c', 't', 'e', '{}')";
        await app.ExecuteAsync(insert, id);
        Assert.Equal("23505", (await app.RefusalOfAsync(insert, id)).SqlState);
        Assert.Equal(1, await app.ExecuteAsync("UPDATE consumer_inbox SET processing_duration_ms = $2 WHERE event_id = $1", id, 12));
        Assert.Equal(1, await app.ExecuteAsync("DELETE FROM consumer_inbox WHERE consumer_name = $1 AND consumed_at < $2", "c", DateTime.UtcNow.AddMinutes(1)));
    }

    [RequiresToolFact("initdb")]
    public async Task The_quick_references_insert_works_and_a_wrong_status_does_not()
    {
        await using var app = await OpenAsync();
        await app.ExecuteAsync("INSERT INTO saga_executions (saga_name, status) VALUES ('test-saga', 'SUCCESS')");
        await app.ExecuteAsync("INSERT INTO saga_audit_log (saga_name, action) VALUES ('test-saga', 'started')");
        Assert.Equal(1, await app.ReadAsync<long>("SELECT count(*) FROM saga_executions WHERE saga_name = 'test-saga'"));
        Assert.Equal("23514", (await app.RefusalOfAsync("INSERT INTO saga_executions (saga_name, status) VALUES ('test-saga', 'DONE')")).SqlState);
    }

    private static Task<int> InsertAsync(TestSession app, Guid id, DateTime createdAt) => app.ExecuteAsync(
        """
        INSERT INTO saga_outbox (event_id, saga_id, aggregate_type, aggregate_id, event_type, payload, headers, status, created_at)
        VALUES ($1, 'saga-1', 'saga', 'saga-1', 'paid', '{}', '{}', 'pending', $2)
        """,
        id, createdAt);

    private async Task<TestSession> OpenAsync() => await TestSession.OpenAsync(server.As("sagaz_app", await server.CreateDatabaseAsync()));
}

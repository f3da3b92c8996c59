using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Clients;

[Collection(ScratchServerGroup.Name)]
public sealed class ConcurrentClientTests(ScratchServer server)
{
    [RequiresToolFact("initdb")]
    public async Task Many_clients_at_once_lose_nothing_claim_nothing_twice_and_never_deadlock()
    {
        var database = await server.CreateDatabaseAsync();
        var play = new ClientPlay { Application = server.As("sagaz_app", database), Seed = 20_260 };
        var ledger = await new ClientPlayer(play).PlayAsync(CancellationToken.None);
        Assert.Empty(ledger.Faults);
        Assert.Equal(play.Savers * play.SavesEach, ledger.Inserted.Count);
        Assert.True(ledger.Retries > 0 && ledger.Rescues > 0, $"{ledger.Retries} retries, {ledger.Rescues} rescues: the play was too tame.");
        Assert.Equal(ledger.Inserted.Order(), ledger.Sent.Order());
        Assert.Equal(ledger.Inserted.Order(), ledger.Seen.Keys.Order());
        Assert.All(ledger.Seen.Values, times => Assert.Equal(1, times));

        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        Assert.Equal(ledger.Inserted.Order(), (await session.RowsAsync<Guid>("SELECT event_id FROM saga_outbox WHERE status = 'sent'")).Order());
        Assert.Equal(ledger.Inserted.Count, await session.ReadAsync<long>("SELECT count(*) FROM saga_outbox"));
        Assert.Equal(ledger.Inserted.Count, await session.ReadAsync<long>("SELECT count(*) FROM consumer_inbox WHERE processing_duration_ms = 3"));
        Assert.Equal(0, await session.ReadAsync<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
        Assert.Equal(play.Sagas, await session.ReadAsync<long>("SELECT count(DISTINCT saga_id) FROM saga_steps"));
    }

    [RequiresToolFact("initdb")]
    public async Task Each_worker_gets_a_backlog_in_the_order_of_its_creation()
    {
        var database = await server.CreateDatabaseAsync();
        var play = new ClientPlay { Application = server.As("sagaz_app", database), Seed = 7 };
        var ledger = await new ClientPlayer(play).DrainAsync(300, CancellationToken.None);
        Assert.Empty(ledger.Faults);
        Assert.Equal(300, ledger.Sent.Count);
    }

    [RequiresToolTheory("initdb")]
    [InlineData(0, "CREATE")]
    [InlineData(12, "MOVE")]
    public async Task Partitions_are_maintained_under_the_clients_without_a_lost_update(int daysBack, string action)
    {
        var database = await server.CreateDatabaseAsync();
        using var played = new CancellationTokenSource();
        var maintenance = MaintainUntilAsync(database, played.Token);
        var play = new ClientPlay { Application = server.As("sagaz_app", database), Seed = 31, DaysBack = daysBack };
        var ledger = await new ClientPlayer(play).PlayAsync(CancellationToken.None);
        await played.CancelAsync();
        Assert.Contains(action, await maintenance);
        Assert.Empty(ledger.Faults);
        Assert.Equal(ledger.Inserted.Order(), ledger.Sent.Order());
        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        Assert.Equal(ledger.Inserted.Order(), (await session.RowsAsync<Guid>("SELECT event_id FROM saga_outbox WHERE status = 'sent'")).Order());
    }

    // A partition more is wanted each time, so each round attaches one while the clients write.
    private async Task<IReadOnlyList<string>> MaintainUntilAsync(string database, CancellationToken played)
    {
        await using var session = await TestSession.OpenAsync(server.Owner(database));
        var actions = new List<string>();
        while (!played.IsCancellationRequested)
        {
            await session.ExecuteAsync("UPDATE partition_policies SET premake = least(premake + 1, 60) WHERE table_name = 'saga_outbox'");
            actions.AddRange(await session.RowsAsync<string>("SELECT action FROM maintain_all_partitions()"));
        }

        return actions;
    }
}

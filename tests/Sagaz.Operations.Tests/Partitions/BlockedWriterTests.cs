using System.Collections.Concurrent;
using System.Diagnostics;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

[Collection(ScratchServerGroup.Name)]
public sealed class BlockedWriterTests(ScratchServer server)
{
    [RequiresToolFact("initdb")]
    public async Task Writers_and_claimers_go_on_while_partitions_are_made_filled_and_dropped()
    {
        await using var scene = await Scene.OpenAsync(server);
        await scene.Owner.ExecuteAsync("UPDATE partition_policies SET premake = 20 WHERE table_name = 'saga_outbox'");
        await scene.Owner.ExecuteAsync("SELECT create_saga_outbox_partition('2020-01-01'::date + n) FROM generate_series(0, 4) AS n");
        await scene.Owner.ExecuteAsync(
            """
            INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, status, created_at)
            SELECT gen_random_uuid(), 's', 'e', '{}'::jsonb, 'sent', '2020-01-01 01:00Z'::timestamptz + n % 5 * interval '1 day' FROM generate_series(1, 20000) AS n
            UNION ALL
            SELECT gen_random_uuid(), 's', 'e', '{}'::jsonb, 'sent', now() + interval '100 days' FROM generate_series(1, 20000) AS n
            """);
        using var stop = new CancellationTokenSource();
        var waits = new ConcurrentBag<double>();
        Task[] load =
        [
            LoadAsync(scene.Database, "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload) VALUES (gen_random_uuid(), 's', 'e', '{}')", waits, stop.Token),
            LoadAsync(scene.Database, "UPDATE saga_outbox SET status = 'claimed' WHERE event_id = (SELECT event_id FROM saga_outbox WHERE status = 'pending' ORDER BY created_at LIMIT 1)", waits, stop.Token),
        ];
        await Eventually.HoldsAsync(() => Task.FromResult(waits.Count > 50));
        var actions = await scene.MaintainAsync();
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal(5, actions.Count(action => action.Kind == MaintenanceActionKind.Drop));
        Assert.Equal(14, actions.Count(action => action.Kind == MaintenanceActionKind.Create));
        Assert.Equal(20_000, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM saga_outbox WHERE created_at > now() + interval '90 days'"));
        // One wait of LockPatience in the queue, one step, and a machine that has other things to do.
        Assert.True(waits.Max() < 2000, $"A statement took {waits.Max():0} ms.");
    }

    // A steady load, not a full one: one statement every 5 ms, timed each.
    private async Task LoadAsync(string database, string statement, ConcurrentBag<double> waits, CancellationToken stop)
    {
        await using var app = await TestSession.OpenAsync(server.As("sagaz_app", database));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!stop.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            await app.ExecuteAsync(statement);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}

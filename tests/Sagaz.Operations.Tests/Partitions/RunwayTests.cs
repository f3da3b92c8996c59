using Sagaz.Operations.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

[Collection(ScratchServerGroup.Name)]
public sealed class RunwayTests(ScratchServer server)
{
    [RequiresToolFact("initdb")]
    public async Task Says_how_long_the_partitions_will_do_at_the_present_rate()
    {
        await using var scene = await Scene.OpenAsync(server);
        await scene.MaintainAsync();
        await scene.Owner.ExecuteAsync(
            "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload) SELECT gen_random_uuid(), 's', 'e', '{}' FROM generate_series(1, 1000); ANALYZE saga_outbox");
        var outbox = await ReadAsync(scene, "saga_outbox");
        var midnight = DateTimeOffset.UtcNow.UtcDateTime.Date.AddDays(8);
        Assert.Equal(7, outbox.PartitionsAhead);
        Assert.Equal(midnight, outbox.CoveredUntil!.Value.UtcDateTime);
        Assert.InRange(outbox.Hours, 7 * 24, 8 * 24);
        Assert.InRange(outbox.RowsPerHour, 1000 / 48.0 - 1, 1_000_000);
        Assert.True(outbox.BytesPerHour > outbox.RowsPerHour * 100, $"{outbox}");
        Assert.True(outbox.LastSuccess is not null && outbox.LastRun == outbox.LastSuccess, $"{outbox}");
    }

    [RequiresToolFact("initdb")]
    public async Task Ends_at_the_first_gap_and_is_nothing_without_a_present_partition()
    {
        await using var scene = await Scene.OpenAsync(server);
        await scene.Owner.ExecuteAsync("DO $$ BEGIN EXECUTE format('DROP TABLE saga_outbox_%s', to_char(now() AT TIME ZONE 'UTC' + interval '3 days', '\"y\"YYYY\"m\"MM\"d\"DD')); END $$");
        Assert.Equal(2, (await ReadAsync(scene, "saga_outbox")).PartitionsAhead);
        await scene.Owner.ExecuteAsync("DO $$ BEGIN EXECUTE format('DROP TABLE saga_outbox_%s', to_char(now() AT TIME ZONE 'UTC', '\"y\"YYYY\"m\"MM\"d\"DD')); END $$");
        var outbox = await ReadAsync(scene, "saga_outbox");
        Assert.Equal((-1, null, 0), (outbox.PartitionsAhead, outbox.CoveredUntil, outbox.Hours));
    }

    [RequiresToolFact("initdb")]
    public async Task Old_records_of_runs_are_forgotten_and_the_last_error_is_kept_apart_from_the_last_success()
    {
        await using var scene = await Scene.OpenAsync(server);
        await scene.Owner.ExecuteAsync("UPDATE partition_maintenance_runs SET finished_at = now() - interval '91 days'");
        await scene.Owner.ExecuteAsync("SELECT record_partition_maintenance(now(), '{CREATE,CREATE,SKIP}', NULL)");
        await scene.Owner.ExecuteAsync("SELECT record_partition_maintenance(now(), '{ERROR,ERROR}', 'first of two')");
        Assert.Equal(2, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM partition_maintenance_runs"));
        Assert.Equal("{\"SKIP\": 1, \"CREATE\": 2}", await scene.Owner.ReadAsync<string>("SELECT actions::text FROM partition_maintenance_runs ORDER BY finished_at LIMIT 1"));
        var outbox = await ReadAsync(scene, "saga_outbox");
        Assert.True(outbox.LastRun > outbox.LastSuccess, $"{outbox}");
    }

    private async Task<Core.Partitions.PartitionRunway> ReadAsync(Scene scene, string table) =>
        (await new PartitionCatalog(server.Owner(scene.Database)).RunwayAsync(CancellationToken.None)).Single(runway => runway.Table == table);
}

using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

[Collection(ScratchServerGroup.Name)]
public sealed class PartitionCreationTests(ScratchServer server)
{
    [RequiresToolFact("initdb")]
    public async Task Makes_what_is_missing_of_a_span_and_nothing_twice()
    {
        await using var scene = await Scene.OpenAsync(server);
        await scene.Owner.ExecuteAsync("SELECT create_saga_outbox_partition('2028-02-29')");
        var creation = new PartitionCreation(server.Owner(scene.Database));
        var span = DateSpan.Parse("2028-02-28", "2028-03-01");
        Assert.Equal(
            ["saga_outbox_y2028m02d28", "saga_outbox_y2028m03d01"],
            (await creation.CreateAsync("saga_outbox", span, CancellationToken.None)).Select(action => action.Partition));
        Assert.Empty(await creation.CreateAsync("saga_outbox", span, CancellationToken.None));
        Assert.Equal(
            ["saga_audit_log_y2028m02", "saga_audit_log_y2028m03"],
            (await creation.CreateAsync("saga_audit_log", span, CancellationToken.None)).Select(action => action.Partition));
    }

    [RequiresToolFact("initdb")]
    public async Task A_table_without_a_policy_is_refused_with_the_nearest_name()
    {
        await using var scene = await Scene.OpenAsync(server);
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => new PartitionCreation(server.Owner(scene.Database))
            .CreateAsync("saga_outbx", DateSpan.Parse("2028-01-01", null), CancellationToken.None));
        Assert.Equal("Table 'saga_outbx' has no row in partition_policies.", refused.Sentence);
        Assert.Equal("--table saga_outbox", refused.Remedy);
    }

    [RequiresToolFact("initdb")]
    public async Task One_that_fails_is_an_error_with_its_sqlstate_and_the_others_are_made()
    {
        await using var scene = await Scene.OpenAsync(server);
        await scene.Owner.ExecuteAsync("CREATE TABLE saga_outbox_y2028m01d02 (id integer)");
        var actions = await new PartitionCreation(server.Owner(scene.Database))
            .CreateAsync("saga_outbox", DateSpan.Parse("2028-01-01", "2028-01-03"), CancellationToken.None);
        Assert.Equal([MaintenanceActionKind.Create, MaintenanceActionKind.Error, MaintenanceActionKind.Create], actions.Select(action => action.Kind));
        Assert.StartsWith("42P07: Partition for 2028-01-02 failed", actions[1].Details, StringComparison.Ordinal);
    }

    [RequiresToolFact("initdb")]
    public async Task A_replica_is_refused()
    {
        var database = await server.CreateDatabaseAsync();
        var port = await server.CreateReplicaAsync();
        var replica = server.Replica("sagaz_owner", database, port);
        var refused = await Assert.ThrowsAsync<OperationFailedException>(() => new PartitionMaintenance(replica, new ListLog()).MaintainAsync(null, CancellationToken.None));
        Assert.Contains("this server is a replica", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(3, (await new PartitionCatalog(replica).RunwayAsync(CancellationToken.None)).Count);
    }
}

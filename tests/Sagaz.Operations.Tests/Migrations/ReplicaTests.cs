using Sagaz.Core.Errors;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

[Collection(ScratchServerGroup.Name)]
public sealed class ReplicaTests(ScratchServer server) : IDisposable
{
    private readonly ListLog _log = new();
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb")]
    public async Task Waits_for_replay_names_the_replica_that_lags_and_refuses_to_work_on_one()
    {
        var port = await server.CreateReplicaAsync();
        var database = await server.CreateDatabaseAsync();
        var replica = server.Replica("sagaz_owner", database, port);
        var request = server.Request(database) with { Replicas = [replica], ReplayDeadline = TimeSpan.FromSeconds(20) };
        await new Migrator(_log).RunAsync(request, CancellationToken.None);

        await using (var session = await TestSession.OpenAsync(replica))
        {
            Assert.True(await session.ReadAsync<long>("SELECT count(*) FROM get_partition_statistics()") > 0);
            var refusal = await session.RefusalOfAsync("SELECT * FROM maintain_all_partitions()");
            Assert.Equal("25006", refusal.SqlState);
            Assert.Equal("Partitions are maintained on the leader; this server is a replica.", refusal.MessageText);
            refusal = await session.RefusalOfAsync("SELECT create_saga_outbox_partition('2031-01-01')");
            Assert.Equal("Partitions are maintained on the leader; this server is a replica.", refusal.MessageText);
        }

        var onReplica = await Assert.ThrowsAsync<PreconditionException>(
            () => new Migrator(_log).RunAsync(request with { Leader = replica }, CancellationToken.None));
        Assert.Contains("is a replica", onReplica.Sentence, StringComparison.Ordinal);
        await LagAsync(request, replica);
    }

    private async Task LagAsync(MigrationRequest request, Sagaz.Operations.Postgres.PostgresEndpoint replica)
    {
        await using (var session = await TestSession.OpenAsync(server.Superuser(request.Leader.Database) with { Port = replica.Port }))
            await session.ExecuteAsync("SELECT pg_wal_replay_pause()");
        await using (var leader = await TestSession.OpenAsync(request.Leader))
            await leader.ExecuteAsync("CREATE TABLE not_replayed_yet (id integer)");
        var late = await Assert.ThrowsAsync<DeadlinePassedException>(() => new Migrator(_log).RunAsync(
            request with { ReplayDeadline = TimeSpan.FromMilliseconds(300) }, CancellationToken.None));
        Assert.StartsWith("Replica 'replica' had not replayed", late.Sentence, StringComparison.Ordinal);
        Assert.Contains("bytes behind", late.Message, StringComparison.Ordinal);
    }
}

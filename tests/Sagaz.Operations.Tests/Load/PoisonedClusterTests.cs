using Sagaz.Core.Errors;
using Sagaz.Core.Load;
using Sagaz.Operations.Load;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Load;

[Collection(ScratchServerGroup.Name)]
public sealed class PoisonedClusterTests(ScratchServer server)
{
    private const string Snapshots = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND backend_xmin IS NOT NULL AND datname = current_database()";
    private const string Locks = "SELECT count(*) FROM pg_locks WHERE mode = 'ShareUpdateExclusiveLock' AND relation = 'saga_outbox'::regclass AND granted";

    [RequiresToolFact("initdb")]
    public async Task A_long_transaction_holds_its_snapshot_until_it_is_over()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Superuser(database));

        await using (await BeginAsync(LoadPoison.LongTransaction, database))
            Assert.Equal(1, await session.ReadAsync<long>(Snapshots));

        await Eventually.HoldsAsync(async () => await session.ReadAsync<long>(Snapshots) == 0);
    }

    [RequiresToolFact("initdb")]
    public async Task Vacuum_is_kept_away_and_writers_are_not()
    {
        var database = await server.CreateDatabaseAsync();
        await using var session = await TestSession.OpenAsync(server.Superuser(database));

        await using (await BeginAsync(LoadPoison.VacuumStarved, database))
        {
            Assert.Equal((1, 0), (await session.ReadAsync<long>(Locks), await session.ReadAsync<long>(Snapshots)));
            await session.ExecuteAsync("SET lock_timeout = '5s'");
            Assert.Equal(1, await session.ExecuteAsync("INSERT INTO saga_outbox (event_id, saga_id, event_type, payload) VALUES (gen_random_uuid(), 's', 'e', '{}')"));
            Assert.Equal("55P03", (await session.RefusalOfAsync("DO $$ BEGIN LOCK TABLE saga_outbox IN SHARE UPDATE EXCLUSIVE MODE NOWAIT; END $$")).SqlState);
        }

        await Eventually.HoldsAsync(async () => await session.ReadAsync<long>(Locks) == 0);
    }

    [RequiresToolFact("initdb")]
    public async Task Without_a_replica_there_is_none_to_hold_a_transaction_on()
    {
        var database = await server.CreateDatabaseAsync();

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => BeginAsync(LoadPoison.LongReplicaTransaction, database));

        Assert.Contains("no replica", refused.Sentence, StringComparison.Ordinal);
    }

    private Task<PoisonedCluster> BeginAsync(LoadPoison poison, string database) =>
        PoisonedCluster.BeginAsync(poison, server.Superuser(database), null, CancellationToken.None);
}

using Sagaz.Core.Schema;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Schema;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Migrate</c>: brings the database to what sql/migrations says, and judges what came of it.</summary>
public static class MigrateDatabase
{
    /// <returns>What was applied.</returns>
    /// <exception cref="Core.Errors.OperationFailedException">A script failed; the message names it and its line.</exception>
    /// <exception cref="Core.Gates.GateRefusedException">The scripts ran, but the schema is not what it should be.</exception>
    public static async Task<MigrationReport> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        var request = await RequestAsync(cluster, endpoints, cancellationToken);
        MigrationReport report;
        using (new Phase(cluster.Recorder, "migrate"))
            report = await new Migrator(cluster.Log).RunAsync(request, cancellationToken);
        using (new Phase(cluster.Recorder, "verify-schema"))
            cluster.RequireGates(SchemaGates.Judge(await new SchemaProbe(request.Leader).ReadAsync(cancellationToken)));
        return report;
    }

    /// <summary>Where and what to migrate; the leader is located afresh.</summary>
    internal static async Task<MigrationRequest> RequestAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        var leader = await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken);
        return new MigrationRequest
        {
            Folder = cluster.Settings.Sql("migrations"),
            VerifyFolder = cluster.Settings.Sql("verify"),
            Leader = endpoints.Member(leader, Account.Owner),
            Replicas = [.. endpoints.Members(Account.Owner).Where((_, index) => index != leader)],
            LockDeadline = Deadlines.MigrationLock,
            ReplayDeadline = Deadlines.MigrationReplay,
            PipelineVersion = typeof(MigrateDatabase).Assembly.GetName().Version!.ToString(3),
        };
    }
}

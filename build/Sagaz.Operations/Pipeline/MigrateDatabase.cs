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
    /// <param name="cluster">Where.</param>
    /// <param name="baseline">Number of the last script that the database has already, to be verified and marked; null for none.</param>
    /// <param name="cancellationToken">Rolls the running script back.</param>
    /// <returns>What was applied.</returns>
    /// <exception cref="Core.Errors.OperationFailedException">A script failed; the message names it and its line.</exception>
    /// <exception cref="Core.Gates.GateRefusedException">The lint refused a script and nothing ran, or all ran and the schema is not what it should be.</exception>
    public static async Task<MigrationReport> RunAsync(ClusterContext cluster, int? baseline, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        var request = await RequestAsync(cluster, endpoints, cancellationToken);
        MigrationReport report;
        using (new Phase(cluster.Recorder, "migrate"))
            report = await new Migrator(cluster.Log).RunAsync(request with { Baseline = baseline }, cancellationToken);
        using (new Phase(cluster.Recorder, "verify-schema"))
            cluster.RequireGates(SchemaGates.Judge(await new SchemaProbe(request.Leader).ReadAsync(cancellationToken)));
        return report;
    }

    /// <summary>Where and what to migrate; the leader is located afresh, and again when it is lost.</summary>
    internal static async Task<MigrationRequest> RequestAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        var servers = await LocateAsync(cluster, endpoints, cancellationToken);
        return new MigrationRequest
        {
            Folder = cluster.Settings.Sql("migrations"),
            VerifyFolder = cluster.Settings.Sql("verify"),
            Leader = servers.Leader,
            Replicas = servers.Replicas,
            LocateAsync = token => LocateAsync(cluster, endpoints, token),
            LeaderDeadline = Deadlines.LeaderReady,
            LockDeadline = Deadlines.MigrationLock,
            ReplayDeadline = Deadlines.MigrationReplay,
            RequireGates = gates => cluster.RequireGates(gates),
            PipelineVersion = typeof(MigrateDatabase).Assembly.GetName().Version!.ToString(3),
        };
    }

    private static async Task<MigrationServers> LocateAsync(ClusterContext cluster, ClusterEndpoints endpoints, CancellationToken cancellationToken)
    {
        var leader = await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken);
        return new MigrationServers(
            endpoints.Member(leader, Account.Owner),
            [.. endpoints.Members(Account.Owner).Where((_, index) => index != leader)]);
    }
}

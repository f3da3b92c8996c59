using Sagaz.Core.Gates;
using Sagaz.Core.Schema;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Schema;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>VerifySchema</c>: proves by gates that the schema is whole, pruned, guarded, and what the migrations say.</summary>
public static class VerifySchemaOfCluster
{
    /// <returns>The gates, all passed.</returns>
    /// <exception cref="Core.Gates.GateRefusedException">A gate failed or did not run.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        var leader = await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken);
        var request = new SchemaVerificationRequest
        {
            Migrations = await MigrateDatabase.RequestAsync(cluster, endpoints, cancellationToken),
            Superuser = endpoints.Member(leader, Account.Superuser),
            Roles = [.. RoleContract.Roles.Select(role => endpoints.Member(leader, role))],
            Provisioning = ProvisioningScripts.Read(cluster.Settings.Sql("provision")),
            RunId = cluster.Recorder.Id,
        };
        using var phase = new Phase(cluster.Recorder, "schema-verification");
        return cluster.RequireGates(await new SchemaVerification(cluster.Log).RunAsync(request, cancellationToken));
    }
}

using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Up</c>: starts what is missing, and waits until the cluster is of use.</summary>
public static class StartCluster
{
    /// <returns>What was started or changed; empty when all ran as it should.</returns>
    /// <exception cref="DeadlinePassedException">No leader, no replica, or no pool in time.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        var endpoints = cluster.Locate();
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        using (new Phase(cluster.Recorder, "start"))
            done.AddRange(await cluster.Runtime.StartAsync(cancellationToken));
        foreach (var line in done)
            cluster.Log.Information(line);

        int leader;
        using (new Phase(cluster.Recorder, "leader"))
            leader = await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
        // Strict durability lets no commit through before a replica is there.
        if (cluster.Topology.Durability == Durability.Strict)
            await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        using (new Phase(cluster.Recorder, "provision"))
            done.AddRange(await ProvisionAsync(cluster, endpoints, patroni, leader, cancellationToken));
        using (new Phase(cluster.Recorder, "replicas"))
            await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        using (new Phase(cluster.Recorder, "pools"))
            await ClusterReadiness.AwaitPoolsAsync(cluster, endpoints, cancellationToken);
        cluster.Log.Information(done.Count == 0
            ? $"{cluster.Settings.ClusterName} is up already: nothing changed"
            : $"{cluster.Settings.ClusterName} is up: {endpoints.Topology.Members} members, leader {cluster.Topology.MemberNames[leader]}");
        return done;
    }

    private static async Task<IReadOnlyList<string>> ProvisionAsync(
        ClusterContext cluster, ClusterEndpoints endpoints, PatroniClient patroni, int leader, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        if (await cluster.Runtime.WantedConfigurationAsync(cancellationToken) is { } wanted && await patroni.EnsureConfigurationAsync(wanted, cancellationToken))
            done.Add("cluster-wide configuration changed");
        var scripts = ProvisioningScripts.Read(cluster.Settings.Sql("provision"));
        var superuser = endpoints.Member(leader, Account.Superuser) with { Database = "postgres" };
        var roles = Account.Roles.ToDictionary(role => role, role => endpoints.Passwords[role]);
        if (await new ClusterProvisioning(scripts, cluster.Log).ApplyAsync(superuser, roles, cancellationToken))
            done.Add("roles, database and password look-up set up");
        foreach (var line in done)
            cluster.Log.Information(line);
        return done;
    }
}

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
        var faults = FaultsOfCluster.Open(cluster);
        // What needs a leader to be healed is healed when there is one.
        await faults.TryHealAllAsync(cancellationToken);
        using (new Phase(cluster.Recorder, "start"))
            done.AddRange(await cluster.Runtime.StartAsync(cancellationToken));
        foreach (var line in done)
            cluster.Log.Information(line);

        int leader;
        using (new Phase(cluster.Recorder, "leader"))
            leader = await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
        await faults.HealAllAsync(cancellationToken);
        // Strict durability lets no commit through before a replica is there.
        if (cluster.Topology.Durability == Durability.Strict)
            await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        using (new Phase(cluster.Recorder, "provision"))
            done.AddRange(await ProvisionAsync(cluster, endpoints, leader, cancellationToken));
        await BackupsOfCluster.EnsureAsync(cluster, cancellationToken);
        using (new Phase(cluster.Recorder, "replicas"))
            await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        // Only now: it ends the quick rounds of a first start, and wakes the leader, which then names its synchronous replica.
        using (new Phase(cluster.Recorder, "configure"))
            done.AddRange(await ConfigureAsync(cluster, patroni, leader, cancellationToken));
        using (new Phase(cluster.Recorder, "durability"))
            await ClusterReadiness.AwaitDurabilityAsync(cluster, patroni, cancellationToken);
        done.AddRange(await new PoolUpkeep(cluster, endpoints, isChanged: done.Count > 0).RunAsync(cancellationToken));
        using (new Phase(cluster.Recorder, "pools"))
            await ClusterReadiness.AwaitPoolsAsync(cluster, endpoints, cancellationToken);
        if (cluster.Topology.HasMonitoring)
        {
            using (new Phase(cluster.Recorder, "monitoring"))
                await ClusterReadiness.AwaitMonitoringAsync(cluster, endpoints, cancellationToken);
        }
        cluster.Log.Information(done.Count == 0
            ? $"{cluster.Settings.ClusterName} is up already: nothing changed"
            : $"{cluster.Settings.ClusterName} is up: {endpoints.Topology.Members} members, leader {cluster.Topology.MemberNames[leader]}");
        return done;
    }

    /// <summary>Runs while the replicas clone the leader.</summary>
    internal static async Task<IReadOnlyList<string>> ProvisionAsync(
        ClusterContext cluster, ClusterEndpoints endpoints, int leader, CancellationToken cancellationToken)
    {
        var scripts = ProvisioningScripts.Read(cluster.Settings.Sql("provision"));
        var superuser = await SuperuserAsync(endpoints, leader, cancellationToken);
        var roles = Account.Roles.ToDictionary(role => role, role => endpoints.Passwords[role]);
        var isChanged = await new ClusterProvisioning(scripts, cluster.Log).ApplyAsync(superuser, roles, cancellationToken);
        return Tell(cluster, isChanged, "roles, database and password look-up set up");
    }

    /// <summary>With the password of before where the server was not told of the new one yet.</summary>
    private static async Task<PostgresEndpoint> SuperuserAsync(ClusterEndpoints endpoints, int leader, CancellationToken cancellationToken)
    {
        var superuser = endpoints.Member(leader, Account.Superuser) with { Database = "postgres" };
        return endpoints.Passwords.TryGetValue(Account.FormerSuperuser, out var former) && !await LoginCheck.TakesAsync(superuser, cancellationToken)
            ? superuser with { Password = former }
            : superuser;
    }

    internal static async Task<IReadOnlyList<string>> ConfigureAsync(ClusterContext cluster, PatroniClient patroni, int leader, CancellationToken cancellationToken)
    {
        var wanted = await cluster.Runtime.WantedConfigurationAsync(cancellationToken);
        var isChanged = wanted is not null && await WaitFor.UntilAsync<bool>(
            "the leader's Patroni to take the cluster-wide configuration",
            Deadlines.Supervised,
            cluster.Log,
            async token =>
            {
                try
                {
                    return await patroni.EnsureConfigurationAsync(leader, wanted, token);
                }
                catch (PatroniSilentException silent)
                {
                    return new NotYet(silent.Sentence);
                }
            },
            cancellationToken,
            "./build.sh Status",
            Deadlines.AskInterval);
        return Tell(cluster, isChanged, "cluster-wide configuration set");
    }

    private static IReadOnlyList<string> Tell(ClusterContext cluster, bool isChanged, string change)
    {
        if (!isChanged)
            return [];
        cluster.Log.Information(change);
        return [change];
    }
}

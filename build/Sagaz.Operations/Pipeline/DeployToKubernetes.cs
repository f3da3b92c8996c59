using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>DeployK8s</c>: brings a cluster in Kubernetes to what deploy/k8s says, proves it, or puts back what was good before.</summary>
public static class DeployToKubernetes
{
    private const int Samples = 100;

    /// <param name="cluster">The cluster, opened for Kubernetes.</param>
    /// <param name="cancellationToken">Stops between two steps; the same command goes on from there.</param>
    /// <returns>What differed from what was wanted, one line each; empty when nothing was to be changed.</returns>
    /// <exception cref="PreconditionException">It was refused before anything was changed.</exception>
    /// <exception cref="SagazException">It failed; the last good revision was put back.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var force = cluster.Settings.Deployment.Forces;
        PlannedDeployment plan;
        using (new Phase(cluster.Recorder, "plan"))
            plan = await PlannedDeployment.MakeAsync(cluster, Confirm(cluster), cancellationToken);
        var runtime = plan.Runtime;
        // Halfway through is no moment to find a port of this machine taken.
        runtime.Forward();
        var images = new ImageCheck(runtime.Api, cluster.Log);
        IReadOnlyList<string> differences;
        using (new Phase(cluster.Recorder, "preflight"))
        {
            plan = plan with { Manifests = await new Preflight(runtime.Api, runtime.Applier, images, cluster.Log).RunAsync(plan.Manifests, force, cancellationToken) };
            differences = await DiffKubernetes.CompareAsync(plan, force, cancellationToken);
        }
        foreach (var line in differences)
            cluster.Log.Information(line);
        await runtime.Replacements.GiveUpAsync(runtime.Copies, cancellationToken);
        int number;
        using (new Phase(cluster.Recorder, "deploy"))
            number = await runtime.OpenDeployer().DeployAsync(plan.Manifests, plan.Commit, force, HooksOf(cluster, token => images.RequireAsync(plan.Manifests, token)), cancellationToken);
        cluster.Log.Information(differences.Count == 0
            ? $"'{cluster.Settings.Environment}' at '{runtime.Connection.Context}' is as it should be: nothing changed"
            : $"'{cluster.Settings.Environment}' at '{runtime.Connection.Context}' is deployed: revision {number}");
        return differences;
    }

    /// <summary>Waits until members and pools are of use, without deploying anything.</summary>
    internal static async Task SettleAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, "settle");
        await SetUpDatabaseAsync(cluster, cancellationToken);
        await ClusterReadiness.AwaitPoolsAsync(cluster, cluster.Locate(), cancellationToken);
    }

    /// <summary>The gates: what was deployed is of use.</summary>
    internal static async Task ProveAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        await VerifyReplicationOfCluster.RunAsync(cluster, Samples, cancellationToken);
        await VerifySchemaOfCluster.RunAsync(cluster, cancellationToken);
    }

    /// <summary>What a running wave is given, and what proves the whole.</summary>
    private static Deployer.Hooks HooksOf(ClusterContext cluster, Func<CancellationToken, Task> requireImages) => new(
        (wave, token) => wave switch
        {
            DeploymentWave.Namespace => BeginAsync(cluster, requireImages, token),
            DeploymentWave.Database => SetUpDatabaseAsync(cluster, token),
            DeploymentWave.Pools => ClusterReadiness.AwaitPoolsAsync(cluster, cluster.Locate(), token),
            // The Job's word is not taken for it: nothing may be left to do, and every replica must have it.
            DeploymentWave.Schema => MigrateDatabase.RunAsync(cluster, baseline: null, token),
            _ => Task.CompletedTask,
        },
        token => ProveAsync(cluster, token));

    /// <summary>Production's name is typed, or given; the others need none.</summary>
    private static string? Confirm(ClusterContext cluster)
    {
        var request = cluster.Settings.Deployment;
        return cluster.Settings.Environment != DeploymentConsent.Production || request.Confirmed is not null || request.Ask is null
            ? request.Confirmed
            : request.Ask($"This deploys production to '{PlannedDeployment.RuntimeOf(cluster).Connection.Context}'. Type '{DeploymentConsent.Production}' to go on: ")?.Trim();
    }

    private static async Task BeginAsync(ClusterContext cluster, Func<CancellationToken, Task> requireImages, CancellationToken cancellationToken)
    {
        await requireImages(cancellationToken);
        var runtime = PlannedDeployment.RuntimeOf(cluster);
        cluster.State.Create();
        foreach (var line in await runtime.Secrets.EnsureAsync(cluster.Topology, cluster.Settings.GivenPasswords, cancellationToken))
            cluster.Log.Information(line);
        new ClusterRecord(cluster.Topology.Members, RuntimeKind.Kubernetes, HasBackups: cluster.Topology.HasBackups, KubeContext: runtime.Connection.Context)
            .Replace(ClusterRecord.FileIn(cluster.State.Path));
    }

    private static async Task SetUpDatabaseAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        var leader = await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
        // Strict durability lets no commit through before a replica is there.
        if (cluster.Topology.Durability == Durability.Strict)
            await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        await StartCluster.ProvisionAsync(cluster, endpoints, leader, cancellationToken);
        await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        await StartCluster.ConfigureAsync(cluster, patroni, leader, cancellationToken);
        await ClusterReadiness.AwaitDurabilityAsync(cluster, patroni, cancellationToken);
    }
}

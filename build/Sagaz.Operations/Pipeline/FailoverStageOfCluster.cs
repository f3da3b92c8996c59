using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Failover;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Faults;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary>Opens everything that scenarios need of a cluster.</summary>
internal sealed class FailoverStageOfCluster : IAsyncDisposable
{
    private readonly ClusterContext cluster;
    private readonly ClusterEndpoints endpoints;
    private readonly PatroniClient patroni;
    private readonly List<PatroniClient> ofMembers;
    private readonly HttpClient http = new() { Timeout = Deadlines.Request };
    private readonly PoolSource pool;

    public FailoverStageOfCluster(ClusterContext cluster, FaultInjector faults, Clockwork clockwork)
    {
        this.cluster = cluster;
        endpoints = cluster.Locate();
        patroni = ClusterContext.OpenPatroni(endpoints);
        ofMembers = [.. endpoints.PatroniApis.Select(api => ClusterContext.OpenPatroni(endpoints, api))];
        pool = new PoolSource(endpoints.ReadWritePool(Account.Application), new ServerIdentity(endpoints.Members(Account.Application)));
        Stage = new FailoverStage
        {
            Faults = faults,
            Sources =
            [
                .. ofMembers.Zip(cluster.Topology.MemberNames, (client, member) => new PatroniSource(client, member)),
                cluster.Runtime is KubernetesRuntime kubernetes
                    ? new ServiceSource(kubernetes.FindPrimaryAsync)
                    : new ProxySource(http, new Uri($"http://{endpoints.Host}:{cluster.Topology.Ports.HaproxyStats}/;csv")),
                pool,
            ],
            AwaitWholeAsync = AwaitWholeAsync,
            FindLeaderAsync = async token => (await patroni.ReadClusterAsync(token))?.Leader?.Name,
            FindTargetAsync = (target, token) => FaultTargets.FindAsync(target, cluster.Topology, patroni, token),
            Clockwork = clockwork,
            Log = cluster.Log,
        };
    }

    public FailoverStage Stage { get; }

    /// <summary>Patroni's clockwork as it is in force.</summary>
    /// <exception cref="PreconditionException">The cluster does not answer.</exception>
    public static async Task<Clockwork> ReadClockworkAsync(ClusterContext cluster, CancellationToken cancellationToken)
    {
        using var patroni = ClusterContext.OpenPatroni(cluster.Locate());
        var configuration = await patroni.ReadConfigurationAsync(cancellationToken)
            ?? throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' does not answer.", remedy: "./build.sh Up Migrate");
        TimeSpan Seconds(string key) => configuration[key] is JsonValue value
            ? TimeSpan.FromSeconds(value.GetValue<double>())
            : throw new OperationFailedException($"Patroni's configuration names no {key}.", remedy: "./build.sh Up");
        var clockwork = new Clockwork
        {
            Ttl = Seconds("ttl"),
            LoopWait = Seconds("loop_wait"),
            RetryTimeout = Seconds("retry_timeout"),
            SupervisorRestart = cluster.Runtime.RestartsWithin,
        };
        return cluster.Runtime is KubernetesRuntime runtime ? await runtime.ReadClockworkAsync(clockwork, cancellationToken) : clockwork;
    }

    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync();
        http.Dispose();
        ofMembers.ForEach(member => member.Dispose());
        patroni.Dispose();
    }

    private async Task AwaitWholeAsync(CancellationToken cancellationToken)
    {
        await ClusterReadiness.AwaitLeaderAsync(cluster, patroni, cancellationToken);
        await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        await ClusterReadiness.AwaitDurabilityAsync(cluster, patroni, cancellationToken);
        await ClusterReadiness.AwaitPoolsAsync(cluster, endpoints, cancellationToken);
    }
}

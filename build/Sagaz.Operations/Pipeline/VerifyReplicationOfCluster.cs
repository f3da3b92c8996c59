using Sagaz.Core.Gates;
using Sagaz.Core.Replication;
using Sagaz.Core.Topology;
using Sagaz.Operations.Replication;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>VerifyReplication</c>: proves by gates that replication and both pools do what they should.</summary>
public static class VerifyReplicationOfCluster
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="samples">Canary rows to write.</param>
    /// <param name="cancellationToken">Ends it; nothing of the canary is left behind.</param>
    /// <returns>The gates, all passed.</returns>
    /// <exception cref="Core.Gates.GateRefusedException">A gate failed or did not run.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, int samples, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        await LeaderLocation.FindAsync(cluster, endpoints, cancellationToken);
        var request = new ReplicationVerificationRequest
        {
            Members = endpoints.Members(Account.Superuser),
            ReadWritePool = endpoints.ReadWritePool(Account.Application),
            ReadOnlyPool = endpoints.ReadOnlyPool(Account.ReadOnly),
            ExpectedReplicas = cluster.Topology.Members - 1,
            Samples = samples,
            LagLimit = cluster.Topology.Limits.ReplicationLagP99,
            ReplayLagLimitBytes = cluster.Topology.Limits.ReplayLagBytes,
            Durability = cluster.Topology.Members == 1 ? Durability.Async : cluster.Topology.Durability,
            Deadline = Deadlines.ReplicationVerified,
        };
        using var phase = new Phase(cluster.Recorder, "verify-replication");
        var report = await new ReplicationVerification(cluster.Log).RunAsync(request, cancellationToken);
        foreach (var reading in report.Canary.Replicas.Concat(report.Canary.ReadOnlyPool))
            Measure(cluster.Recorder, reading);
        return cluster.RequireGates(report.Gates);
    }

    private static void Measure(RunRecorder recorder, CanaryReading reading)
    {
        void Write(string path, LagDistribution lag)
        {
            recorder.Measure(path + ".p50", lag.P50);
            recorder.Measure(path + ".p95", lag.P95);
            recorder.Measure(path + ".p99", lag.P99);
            recorder.Measure(path + ".max", lag.Max);
        }
        if (reading.LagMilliseconds.Count > 0)
            Write($"replication.{reading.Observer}.lagMs", reading.LagMilliseconds);
        if (reading.LagBytes.Count > 0)
            Write($"replication.{reading.Observer}.lagBytes", reading.LagBytes);
    }
}

using Sagaz.Core.Errors;
using Sagaz.Core.Replication;
using Sagaz.Core.Topology;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Replication;

/// <summary>Which cluster is verified, how thoroughly, and by what it is judged.</summary>
public sealed record ReplicationVerificationRequest
{
    /// <summary>Every member, reached directly as superuser; names as in the cluster, each once.</summary>
    public required IReadOnlyList<PostgresEndpoint> Members { get; init; }

    /// <summary>pgbouncer-rw, as the application reaches it.</summary>
    public required PostgresEndpoint ReadWritePool { get; init; }

    /// <summary>pgbouncer-ro, as the application reaches it.</summary>
    public required PostgresEndpoint ReadOnlyPool { get; init; }

    /// <summary>Replicas beside the leader; 0 to 8.</summary>
    public required int ExpectedReplicas { get; init; }

    /// <summary>Canary rows; 200 unless said otherwise, 1 to 100,000.</summary>
    public int Samples { get; init; } = 200;

    /// <summary>What the 99th percentile of the replication lag stays below; 5 s unless said otherwise.</summary>
    public TimeSpan LagLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far replay may be behind the leader, in bytes; 16 MiB unless said otherwise.</summary>
    public long ReplayLagLimitBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>What an acknowledged commit is expected to survive.</summary>
    public Durability Durability { get; init; } = Durability.Sync;

    /// <summary>How long the canary may take, from its first row to the last read; 60 s unless said otherwise, 1 s to 30 min.</summary>
    /// <remarks>Stays below the age at which another run takes a canary's schema for a leftover.</remarks>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Fresh connections made through each pool; 20 unless said otherwise, 1 to 200.</summary>
    public int RoutingConnections { get; init; } = 20;

    internal ReplicationExpectation Expectation => new()
    {
        Replicas = ExpectedReplicas,
        LagLimit = LagLimit,
        ReplayLagLimitBytes = ReplayLagLimitBytes,
        Durability = Durability,
    };

    /// <summary>Returns this request when it can be run.</summary>
    /// <exception cref="PreconditionException">A value is outside its range; all of them are listed.</exception>
    public ReplicationVerificationRequest Require()
    {
        (bool IsWrong, string Fault)[] checks =
        [
            (Members.Count == 0, "there is no member to ask"),
            (Members.DistinctBy(member => member.Name).Count() < Members.Count, "two members have the same name"),
            (ExpectedReplicas is < 0 or > 8, $"replicas is {ExpectedReplicas}; 0 to 8 are possible"),
            (Samples is < 1 or > 100_000, $"samples is {Samples}; 1 to 100000 are possible"),
            (LagLimit <= TimeSpan.Zero, $"the lag limit is {LagLimit.TotalMilliseconds} ms; it is more than 0"),
            (ReplayLagLimitBytes < 0, $"the replay lag limit is {ReplayLagLimitBytes} bytes; it is 0 or more"),
            (Deadline < TimeSpan.FromSeconds(1) || Deadline > TimeSpan.FromMinutes(30), $"the deadline is {Deadline.TotalSeconds} s; 1 to 1800 are possible"),
            (RoutingConnections is < 1 or > 200, $"routing connections is {RoutingConnections}; 1 to 200 are possible"),
        ];
        var faults = checks.Where(check => check.IsWrong).Select(check => check.Fault).ToList();
        return faults.Count == 0
            ? this
            : throw new PreconditionException($"Replication cannot be verified: {faults[0]}.", faults.Skip(1));
    }
}

namespace Sagaz.Core.Topology;

/// <summary>Patroni's clockwork; <c>loop_wait + 2 x retry_timeout &lt;= ttl</c> (Patroni, "Dynamic configuration").</summary>
public sealed record PatroniTopology
{
    /// <summary>Life of the leader key: about how long a lost leader goes unnoticed. 20 s or more for Patroni 4.</summary>
    public required TimeSpan Ttl { get; init; }

    /// <summary>The same where Patroni is older than 4, which takes less than 20 s; at most <see cref="Ttl"/>.</summary>
    public required TimeSpan TtlBeforePatroni4 { get; init; }

    /// <summary>Pause between two rounds of Patroni's loop, 1 s or more.</summary>
    public required TimeSpan LoopWait { get; init; }

    /// <summary>The same where Patroni is older than 4; below 2 s it would sleep instead of watching the leader key.</summary>
    /// <remarks>Source: Patroni 3.0.2, dcs/etcd.py, watch: no request is made with less than a second left.</remarks>
    public required TimeSpan LoopWaitBeforePatroni4 { get; init; }

    /// <summary>How long a call to the store or to PostgreSQL is tried before the leader steps down, 3 s or more.</summary>
    public required TimeSpan RetryTimeout { get; init; }

    /// <summary>A replica further behind than this is no candidate; bytes.</summary>
    public required long MaximumLagOnFailoverBytes { get; init; }

    /// <summary>Life of the leader key with a release of Patroni.</summary>
    /// <param name="patroniMajor">Its major version.</param>
    public TimeSpan TtlOf(int patroniMajor) => patroniMajor < 4 ? TtlBeforePatroni4 : Ttl;

    /// <summary>Pause of the loop with a release of Patroni.</summary>
    /// <param name="patroniMajor">Its major version.</param>
    public TimeSpan LoopWaitOf(int patroniMajor) => patroniMajor < 4 ? LoopWaitBeforePatroni4 : LoopWait;
}

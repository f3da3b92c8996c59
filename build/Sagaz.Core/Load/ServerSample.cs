namespace Sagaz.Core.Load;

/// <summary>One look at the servers beside a load.</summary>
public sealed record ServerSample
{
    /// <summary>Seconds since the beginning of the warm-up.</summary>
    public required double At { get; init; }

    /// <summary>Lag of each replica; milliseconds.</summary>
    public IReadOnlyDictionary<string, double> LagMs { get; init; } = new Dictionary<string, double>();

    /// <summary>WAL that the leader wrote since the look before; bytes a second.</summary>
    public double WalBytesPerSecond { get; init; }
}

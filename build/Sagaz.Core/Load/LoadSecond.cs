namespace Sagaz.Core.Load;

/// <summary>One second of a load, as its clients saw it.</summary>
public sealed record LoadSecond
{
    /// <summary>Seconds since the beginning of the warm-up.</summary>
    public required int At { get; init; }

    /// <summary>Requests that were due.</summary>
    public required long Due { get; init; }

    /// <summary>Requests that ended well.</summary>
    public required long Done { get; init; }

    /// <summary>Requests that failed.</summary>
    public required long Errors { get; init; }

    /// <summary>Requests that were skipped because they were too late.</summary>
    public required long Skipped { get; init; }

    /// <summary>Transactions and queries, half of them; milliseconds from the moment they were due.</summary>
    public required double P50 { get; init; }

    /// <summary>Transactions and queries, 99 of 100.</summary>
    public required double P99 { get; init; }

    /// <summary>The slowest.</summary>
    public required double Max { get; init; }

    /// <summary>How late requests began, 99 of 100; milliseconds.</summary>
    public required double LagP99 { get; init; }
}

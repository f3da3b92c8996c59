namespace Sagaz.Core.Load;

/// <summary>One load from its warm-up to its end, and all that was measured of it.</summary>
public sealed record LoadStage
{
    /// <summary>Name for reports, e.g. <c>steady</c> or <c>80 % of capacity</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How requests began.</summary>
    public required LoadArrivals Arrivals { get; init; }

    /// <summary>Requests a second that were asked for; 0 in a closed loop.</summary>
    public required double Rate { get; init; }

    /// <summary>Connections to pgbouncer-rw and pgbouncer-ro together.</summary>
    public required int Connections { get; init; }

    /// <summary>Left out of all figures; seconds.</summary>
    public required double WarmUpSeconds { get; init; }

    /// <summary>What the figures are about; seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Requests that were due.</summary>
    public required long Due { get; init; }

    /// <summary>Requests that ended well.</summary>
    public required long Done { get; init; }

    /// <summary>Requests that were skipped because they were too late.</summary>
    public required long Skipped { get; init; }

    /// <summary>Requests that failed, by SQLSTATE; <c>lost</c> for a connection that broke, <c>timeout</c> for no answer.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Events that were published.</summary>
    public long Events { get; init; }

    /// <summary>How late requests began; milliseconds.</summary>
    public required LatencyFigures ScheduleLag { get; init; }

    /// <summary>Transactions of writes, from the moment each was due, outside of operations.</summary>
    public required LatencyFigures Writes { get; init; }

    /// <summary>Queries, from the moment each was due, outside of operations.</summary>
    public required LatencyFigures Reads { get; init; }

    /// <summary>Claims of workers.</summary>
    public required LatencyFigures Claims { get; init; }

    /// <summary>The steps.</summary>
    public required IReadOnlyList<StepFigures> Steps { get; init; }

    /// <summary>Second by second, the warm-up too.</summary>
    public required IReadOnlyList<LoadSecond> Series { get; init; }

    /// <summary>What happened in the middle.</summary>
    public IReadOnlyList<OperationMark> Operations { get; init; } = [];

    /// <summary>What the servers say.</summary>
    public ServerTruth Server { get; init; } = new();

    /// <summary>What the generator says of itself.</summary>
    public required GeneratorFigures Generator { get; init; }

    /// <summary>Requests that ended well, a second.</summary>
    public double Throughput => Seconds > 0 ? Done / Seconds : 0;

    /// <summary>Requests that failed outside of operations, of a million that ended.</summary>
    public double ErrorsPerMillion => Done + Errors.Values.Sum() is > 0 and var ended
        ? (Errors.Values.Sum() - Operations.Sum(mark => mark.WriteErrors + mark.ReadErrors)) * 1e6 / ended
        : 0;

    /// <summary>Requests that were skipped, of a million that were due.</summary>
    public double SkippedPerMillion => Due > 0 ? Skipped * 1e6 / Due : 0;
}

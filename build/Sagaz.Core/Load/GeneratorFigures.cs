namespace Sagaz.Core.Load;

/// <summary>What the generator of a load says of itself.</summary>
public sealed record GeneratorFigures
{
    /// <summary>CPU time that it used; seconds.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>CPU time that it used, of all that the machine has; percent.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>CPU time for one request; milliseconds.</summary>
    public required double CpuMsPerRequest { get; init; }

    /// <summary>Time in which the garbage collector held it up; percent.</summary>
    public required double GarbageCollectionPercent { get; init; }

    /// <summary>How late a client began that had nothing else to do; milliseconds.</summary>
    public required LatencyFigures Lateness { get; init; }
}

namespace Sagaz.Core.Gates;

/// <summary>One gate's outcome: what was measured, against what limit, and where the number came from.</summary>
public sealed record GateResult
{
    /// <summary>Stable name in kebab-case, unique in a report, e.g. <c>replication-lag-p99</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What the gate requires, as a short sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How it ended.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The measured value; the default where nothing was measured.</summary>
    public GateValue Measured { get; init; }

    /// <summary>The limit that it was judged by.</summary>
    public GateValue Limit { get; init; }

    /// <summary>Unit of both values, e.g. <c>ms</c>; empty for texts and counts without one.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Where the measured value was read, e.g. <c>pg_stat_replication on postgres-0</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Evidence, or the reason why it did not run; may be empty.</summary>
    public string Detail { get; init; } = "";

    /// <inheritdoc />
    public override string ToString()
    {
        var unit = Unit.Length == 0 ? "" : " " + Unit;
        var detail = Detail.Length == 0 ? "" : $" {Detail}";
        return Verdict == Verdict.NotRun
            ? $"'{Id}' did not run: {Title}.{detail}"
            : $"'{Id}' {(Verdict == Verdict.Pass ? "passed" : "failed")}: {Title}; measured {Measured}{unit}, limit {Limit}{unit}.{detail}";
    }
}

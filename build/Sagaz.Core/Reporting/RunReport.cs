using Sagaz.Core.Gates;

namespace Sagaz.Core.Reporting;

/// <summary>What one run did, judged and measured.</summary>
public sealed record RunReport
{
    /// <summary>Version of the written form; it grows when a reader of the earlier form would misread it.</summary>
    public const int Schema = 1;

    /// <summary>Which run, and how it ended.</summary>
    public required RunSummary Run { get; init; }

    /// <summary>Every gate, in the order it was judged.</summary>
    public required GateReport Gates { get; init; }

    /// <summary>Every number, judged or not.</summary>
    public Measurements Measurements { get; init; } = Measurements.None;

    /// <summary>The same report with each text that could hold a secret rewritten; names and ids stay.</summary>
    public RunReport Rewrite(Func<string, string> rewrite) => this with
    {
        Run = Run with { Targets = [.. Run.Targets.Select(rewrite)] },
        Gates = new GateReport([.. Gates.Results.Select(gate => gate with
        {
            Title = rewrite(gate.Title),
            Measured = Rewrite(gate.Measured, rewrite),
            Limit = Rewrite(gate.Limit, rewrite),
            Source = rewrite(gate.Source),
            Detail = rewrite(gate.Detail),
        })]),
    };

    private static GateValue Rewrite(GateValue value, Func<string, string> rewrite) =>
        value.Text is { } text ? rewrite(text) : value;
}

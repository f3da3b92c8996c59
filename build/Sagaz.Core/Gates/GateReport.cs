namespace Sagaz.Core.Gates;

/// <summary>All gates of one check, in the order they were judged.</summary>
public sealed record GateReport(IReadOnlyList<GateResult> Results)
{
    /// <summary>The gates that failed or did not run.</summary>
    public IReadOnlyList<GateResult> Refused { get; } =
        [.. Results.Where(gate => gate.Verdict != Verdict.Pass)];

    /// <summary>Fail when any failed, else not-run when any did not run or there is none at all, else pass.</summary>
    public Verdict Verdict =>
        Results.Any(gate => gate.Verdict == Verdict.Fail) ? Verdict.Fail
        : Results.Count == 0 || Refused.Count > 0 ? Verdict.NotRun
        : Verdict.Pass;

    /// <summary>Both reports as one.</summary>
    public static GateReport operator +(GateReport left, GateReport right) =>
        new([.. left.Results, .. right.Results]);

    /// <summary>Returns this report when every gate passed.</summary>
    /// <exception cref="GateRefusedException">A gate failed or did not run.</exception>
    public GateReport Require() => Verdict == Verdict.Pass ? this : throw new GateRefusedException(this);
}

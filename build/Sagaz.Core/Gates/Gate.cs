namespace Sagaz.Core.Gates;

/// <summary>Judges one measured value; pure, so that every rule is tested by a truth table.</summary>
public sealed record Gate(string Id, string Title, string Source, string Unit = "")
{
    /// <summary>Passes when <paramref name="measured"/> is at most <paramref name="limit"/>; NaN fails.</summary>
    public GateResult AtMost(double measured, double limit, string detail = "") =>
        Judge(measured <= limit, measured, limit, detail);

    /// <summary>Passes when <paramref name="measured"/> is below <paramref name="limit"/>; NaN fails.</summary>
    public GateResult Below(double measured, double limit, string detail = "") =>
        Judge(measured < limit, measured, limit, detail);

    /// <summary>Passes when <paramref name="measured"/> is at least <paramref name="limit"/>; NaN fails.</summary>
    public GateResult AtLeast(double measured, double limit, string detail = "") =>
        Judge(measured >= limit, measured, limit, detail);

    /// <summary>Passes when both values are the same.</summary>
    public GateResult Exactly(GateValue measured, GateValue expected, string detail = "") =>
        Judge(measured == expected, measured, expected, detail);

    /// <summary>Passes when the statement in the title was found to be true.</summary>
    public GateResult Holds(bool holds, string detail = "") => Judge(holds, holds, true, detail);

    /// <summary>The value could not be measured, for the reason given.</summary>
    public GateResult NotRun(string reason) => new()
    {
        Id = Id,
        Title = Title,
        Verdict = Verdict.NotRun,
        Unit = Unit,
        Source = Source,
        Detail = reason,
    };

    private GateResult Judge(bool passes, GateValue measured, GateValue limit, string detail) => new()
    {
        Id = Id,
        Title = Title,
        Verdict = passes ? Verdict.Pass : Verdict.Fail,
        Measured = measured,
        Limit = limit,
        Unit = Unit,
        Source = Source,
        Detail = detail,
    };
}

using Sagaz.Core.Gates;

namespace Sagaz.Core.Load;

/// <summary>A gate as reports show it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What it requires.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Measured">What was measured, as text.</param>
/// <param name="Limit">Its limit, as text.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Detail">Evidence.</param>
public sealed record GateLine(string Id, string Title, Verdict Verdict, string Measured, string Limit, string Unit, string Source, string Detail)
{
    /// <summary>The line of a gate.</summary>
    public static GateLine Of(GateResult gate) =>
        new(gate.Id, gate.Title, gate.Verdict, gate.Verdict == Verdict.NotRun ? "not run" : gate.Measured.ToString(), gate.Limit == default ? "" : gate.Limit.ToString(), gate.Unit, gate.Source, gate.Detail);
}

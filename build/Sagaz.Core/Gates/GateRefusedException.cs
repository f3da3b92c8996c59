using Sagaz.Core.Errors;

namespace Sagaz.Core.Gates;

/// <summary>At least one gate failed or could not run.</summary>
public sealed class GateRefusedException(GateReport report) : SagazException(
    Describe(report),
    report.Refused.Select(gate => gate.ToString()),
    "read artifacts/report.md; each gate names its source")
{
    /// <summary>All gates of the run, the passed ones too.</summary>
    public GateReport Report { get; } = report;

    /// <inheritdoc />
    public override ExitCode ExitCode => ExitCode.RefusedByGate;

    private static string Describe(GateReport report) =>
        report.Refused is [var only]
            ? $"Gate {only}"
            : $"{report.Refused.Count} of {report.Results.Count} gates did not pass.";
}

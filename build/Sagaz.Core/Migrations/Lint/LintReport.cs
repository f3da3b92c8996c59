using Sagaz.Core.Gates;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>What the lint found in the scripts that would run.</summary>
/// <param name="Findings">What stands in the way.</param>
/// <param name="Waived">What the scripts' headers accept.</param>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, IReadOnlyList<WaivedFinding> Waived)
{
    /// <summary>A gate for each rule, in the rules' order.</summary>
    public GateReport Judge() => new([.. MigrationLint.Gates.Select(gate => gate.AtMost(
        Findings.Count(finding => finding.Rule == gate.Id), 0, Detail(gate.Id)))]);

    private string Detail(string rule) => string.Join(". ",
    [
        .. Findings.Where(finding => finding.Rule == rule).Select(finding => finding.ToString()),
        .. Waived.Where(waived => waived.Finding.Rule == rule)
            .Select(waived => $"waived in {waived.Finding.Script}, line {waived.Finding.Line}: {waived.Reason}"),
    ]);
}

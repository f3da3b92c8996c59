using Sagaz.Core.Gates;

namespace Sagaz.Core.Reporting;

/// <summary>The words for verdicts in reports.</summary>
internal static class VerdictText
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        _ => "not-run",
    };

    public static Verdict? Parse(string? text) => text switch
    {
        "pass" => Verdict.Pass,
        "fail" => Verdict.Fail,
        "not-run" => Verdict.NotRun,
        _ => null,
    };
}

namespace Sagaz.Core.Migrations.Lint;

/// <summary>One place where a script blocks or breaks something.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Script">File name.</param>
/// <param name="Line">Line of the action, 1 or more.</param>
/// <param name="Reason">What it would do, as half a sentence.</param>
/// <param name="BetterWay">What to write instead.</param>
public sealed record LintFinding(string Rule, string Script, int Line, string Reason, string BetterWay)
{
    /// <inheritdoc />
    public override string ToString() => $"{Script}, line {Line}: {Reason}; better: {BetterWay}";
}

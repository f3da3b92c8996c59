namespace Sagaz.Core.Migrations.Lint;

/// <summary>A finding that its script's author accepts.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Reason">Why it is accepted, from the script's header.</param>
public sealed record WaivedFinding(LintFinding Finding, string Reason);

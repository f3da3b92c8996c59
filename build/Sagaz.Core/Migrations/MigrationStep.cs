namespace Sagaz.Core.Migrations;

/// <summary>One line of a plan.</summary>
/// <param name="ScriptName">File name; of a file that is gone where the journal alone knows it.</param>
/// <param name="Decision">What will be done.</param>
/// <param name="Reason">Why, as a phrase for people.</param>
public sealed record MigrationStep(string ScriptName, MigrationDecision Decision, string Reason)
{
    /// <summary>The script; null when only the journal knows it.</summary>
    public MigrationScript? Script { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Decision.ToString().ToLowerInvariant(),-6} {ScriptName}: {Reason}";
}

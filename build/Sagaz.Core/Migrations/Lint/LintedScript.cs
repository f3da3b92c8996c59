using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>A script with what its statements do.</summary>
/// <param name="Script">The script.</param>
/// <param name="Actions">Its actions, in order.</param>
public sealed record LintedScript(MigrationScript Script, IReadOnlyList<SchemaAction> Actions)
{
    /// <summary>Reads the statements of <paramref name="script"/>.</summary>
    public static LintedScript Read(MigrationScript script) => new(script, SchemaActions.Of(script));
}

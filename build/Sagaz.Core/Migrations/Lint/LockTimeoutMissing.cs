using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>No statement queues for a lock without limit: everyone who comes later would wait behind it.</summary>
/// <remarks>The header must say a lock timeout; this rule finds scripts that take it away.</remarks>
public sealed class LockTimeoutMissing() : LintRule("lock-timeout-missing", "The lock timeout of the header holds for the whole script")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        if (action is SetLockTimeout { IsOff: true })
        {
            yield return (
                "without a lock timeout everyone waits behind the statements that follow",
                "leave it to '-- lock-timeout:' in the header, which Migrate sets and tries again after");
        }
    }
}

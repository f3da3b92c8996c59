using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>A script without a transaction is started again from its beginning after a crash.</summary>
public sealed class BearsRestart()
    : LintRule("bears-restart", "A script without a transaction passes over what it did before it was stopped")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        if (script.Script.Header.InTransaction)
            yield break;
        var better = action switch
        {
            CreateTable { IfNotExists: false } or CreateIndex { IfNotExists: false } or AddColumn { IfNotExists: false } => "say IF NOT EXISTS",
            DropTable { IfExists: false } or DropIndex { IfExists: false } => "say IF EXISTS",
            AddConstraint or Rename or AttachPartition => "put it into a script with '-- transaction: yes'",
            ChangeRows { AddsBlindly: true } => "say ON CONFLICT DO NOTHING, or put it into a script with '-- transaction: yes'",
            _ => "",
        };
        if (better.Length > 0)
            yield return ("started again after a crash, it fails on or repeats what it did itself", better);
    }
}

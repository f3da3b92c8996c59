using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Lint;

/// <summary>What works concurrently needs transactions of its own.</summary>
public sealed class ConcurrentlyOutsideTransaction()
    : LintRule("concurrently-outside-transaction", "CONCURRENTLY and VACUUM stand in scripts without a transaction")
{
    /// <inheritdoc />
    protected override IEnumerable<(string Reason, string BetterWay)> Check(
        SchemaAction action, LintedScript script, DatabaseFacts facts)
    {
        var isConcurrent = action is CreateIndex { IsConcurrent: true } or DropIndex { IsConcurrent: true }
            or Reindex { IsConcurrent: true } or DetachPartition { IsConcurrent: true } or RewriteTable { Command: "VACUUM FULL" };
        if (isConcurrent && script.Script.Header.InTransaction)
            yield return ("the server refuses it inside a transaction", "a script of its own with '-- transaction: no'");
    }
}

using System.Text.RegularExpressions;

namespace Sagaz.Core.Migrations;

/// <summary>Statements that would end or open a transaction behind the pipeline's back.</summary>
public static partial class TransactionControl
{
    /// <summary>The first such statement; null when there is none. Savepoints are harmless.</summary>
    public static SqlStatement? FindIn(IEnumerable<SqlStatement> statements) =>
        statements.FirstOrDefault(statement => Control().IsMatch(statement.Text));

    [GeneratedRegex(@"^(BEGIN|START\s+TRANSACTION|COMMIT|END|ABORT|PREPARE\s+TRANSACTION|ROLLBACK(?!\s+(WORK\s+|TRANSACTION\s+)?TO\b))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Control();
}

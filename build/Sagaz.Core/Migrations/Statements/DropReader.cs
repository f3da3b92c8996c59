using Sagaz.Core.Migrations.Locks;

namespace Sagaz.Core.Migrations.Statements;

/// <summary>Reads what follows DROP.</summary>
internal static class DropReader
{
    public static IReadOnlyList<SchemaAction> Read(SqlCursor at, int line)
    {
        if (at.Take("table"))
        {
            var ifExists = at.Take("if exists");
            return [.. at.TakeNames().Select(table => new DropTable(line, table, ifExists))];
        }

        if (at.Take("index"))
        {
            var isConcurrent = at.Take("concurrently");
            var ifExists = at.Take("if exists");
            return [.. at.TakeNames().Select(index => new DropIndex(line, index, isConcurrent, ifExists))];
        }

        return (at.Take("trigger") || at.Take("rule") || at.Take("policy")) && at.Find("on") is { } table
            ? [new AlterTable(line, table.TakeName(), LockMode.AccessExclusive)]
            : [];
    }
}

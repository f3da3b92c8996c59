using Sagaz.Core.Migrations.Locks;

namespace Sagaz.Core.Migrations.Statements;

/// <summary>Reads what follows CREATE.</summary>
internal static class CreateReader
{
    public static IReadOnlyList<SchemaAction> Read(SqlCursor at, int line)
    {
        at.Take("or replace");
        _ = at.Take("temporary") || at.Take("temp") || at.Take("unlogged");
        if (at.Take("table"))
            return [Table(at, line)];
        _ = at.Take("unique") || at.Take("constraint");
        if (at.Take("index"))
            return [Index(at, line)];
        if (at.Take("trigger"))
            return On(at, line, LockMode.ShareRowExclusive);
        if (at.Take("rule") || at.Take("policy"))
            return On(at, line, LockMode.AccessExclusive);
        return at.Take("statistics") ? From(at, line) : [];
    }

    private static CreateTable Table(SqlCursor at, int line)
    {
        var ifNotExists = at.Take("if not exists");
        var table = at.TakeName();
        var parent = at.Take("partition of") ? at.TakeName() : "";
        var constraints = at.TakeList().SelectMany(ConstraintReader.InTable).ToList();
        var partitionedBy = at.Find("partition by") is { } key ? PartitionKey(key) : [];
        return new CreateTable(line, table, constraints)
        {
            IfNotExists = ifNotExists,
            PartitionOf = parent,
            PartitionedBy = partitionedBy,
        };
    }

    private static List<string> PartitionKey(SqlCursor at)
    {
        at.Skip();
        return [.. at.TakeList().Select(column => column.TakeName())];
    }

    private static CreateIndex Index(SqlCursor at, int line)
    {
        var isConcurrent = at.Take("concurrently");
        var ifNotExists = at.Take("if not exists");
        var name = at.IsNext("on") ? "" : at.TakeName();
        at.Take("on");
        var isOnly = at.Take("only");
        var table = at.TakeName();
        var schema = table.Contains('.', StringComparison.Ordinal) ? table[..(table.LastIndexOf('.') + 1)] : "";
        return new CreateIndex(line, table, name.Length == 0 ? "" : schema + name)
        {
            IsConcurrent = isConcurrent,
            IfNotExists = ifNotExists,
            IsOnly = isOnly,
        };
    }

    private static IReadOnlyList<SchemaAction> On(SqlCursor at, int line, LockMode mode) =>
        at.Find("on") is { } table ? [new AlterTable(line, table.TakeName(), mode)] : [];

    private static IReadOnlyList<SchemaAction> From(SqlCursor at, int line) =>
        at.Find("from") is { } table ? [new AlterTable(line, table.TakeName(), LockMode.ShareUpdateExclusive)] : [];
}

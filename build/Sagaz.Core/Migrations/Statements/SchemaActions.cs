using Sagaz.Core.Migrations.Locks;

namespace Sagaz.Core.Migrations.Statements;

/// <summary>What statements do to tables, as far as their text tells.</summary>
public static class SchemaActions
{
    /// <summary>The actions of all statements of a script, in order.</summary>
    public static IReadOnlyList<SchemaAction> Of(MigrationScript script) =>
        [.. SqlStatementSplitter.Split(script.Name, script.Text).SelectMany(Of)];

    /// <summary>The actions of one statement; empty when it locks no table.</summary>
    public static IReadOnlyList<SchemaAction> Of(SqlStatement statement)
    {
        var at = new SqlCursor(SqlPart.Read(statement.Text));
        var line = statement.Line;
        return at.TakeWord() switch
        {
            "create" => CreateReader.Read(at, line),
            "drop" => DropReader.Read(at, line),
            "alter" => AlterReader.Read(at, statement),
            "truncate" => Truncate(at, line),
            "insert" when at.Take("into") => [Insert(at, line)],
            "merge" when at.Take("into") => [new ChangeRows(line, at.TakeName(), AddsBlindly: false)],
            "update" => Update(at, line),
            "delete" when at.Take("from") => Update(at, line),
            "copy" => [new ChangeRows(line, at.TakeName(), AddsBlindly: true)],
            "lock" => Lock(at, line),
            "reindex" => Reindex(at, line),
            "vacuum" => Vacuum(at, line),
            "cluster" => Cluster(at, line),
            "analyze" => Analyze(at, line),
            "set" => Set(at, line),
            "reset" => at.Take("all") || at.Take("lock_timeout") ? [new SetLockTimeout(line, IsOff: true)] : [],
            "discard" => at.Take("all") ? [new SetLockTimeout(line, IsOff: true)] : [],
            "do" or "call" => [new RunCode(line)],
            "select" or "with" or "values" => Select(at, line),
            _ => [],
        };
    }

    private static IReadOnlyList<SchemaAction> Truncate(SqlCursor at, int line)
    {
        at.Take("table");
        return [.. at.TakeNames().Select(table => new TruncateTable(line, table))];
    }

    private static IReadOnlyList<SchemaAction> Update(SqlCursor at, int line)
    {
        at.Take("only");
        return [new ChangeRows(line, at.TakeName(), AddsBlindly: false)];
    }

    private static ChangeRows Insert(SqlCursor at, int line) =>
        new(line, at.TakeName(), AddsBlindly: !at.Holds("on conflict") && !at.Holds("not exists"));

    private static IReadOnlyList<SchemaAction> Lock(SqlCursor at, int line)
    {
        at.Take("table");
        var tables = at.TakeNames();
        var mode = Enum.GetValues<LockMode>().FirstOrDefault(
            mode => at.IsNext($"in {new TableLock("", mode, LockSpan.Brief).ModeName.ToLowerInvariant()} mode"), LockMode.AccessExclusive);
        return [.. tables.Select(table => new AlterTable(line, table, mode))];
    }

    private static IReadOnlyList<SchemaAction> Reindex(SqlCursor at, int line)
    {
        var isConcurrent = at.Holds("concurrently");
        at.TakeList();
        var isIndex = at.Take("index");
        if (!isIndex && !at.Take("table"))
            return [new RunCode(line)];
        at.Take("concurrently");
        var name = at.TakeName();
        return [new Reindex(line, isIndex ? "" : name, isIndex ? name : "", isConcurrent)];
    }

    private static IReadOnlyList<SchemaAction> Vacuum(SqlCursor at, int line)
    {
        var isFull = at.Take("full") || (at.IsNext("(") && at.TakeList().Any(option => option.IsNext("full")));
        while (at.Take("freeze") || at.Take("verbose") || at.Take("analyze"))
            continue;
        return [.. at.TakeNames().Where(table => table.Length > 0).Select(table => isFull
            ? new RewriteTable(line, table, "VACUUM FULL")
            : (SchemaAction)new AlterTable(line, table, LockMode.ShareUpdateExclusive))];
    }

    private static IReadOnlyList<SchemaAction> Cluster(SqlCursor at, int line)
    {
        at.TakeList();
        at.Take("verbose");
        return at.IsAtEnd ? [new RunCode(line)] : [new RewriteTable(line, at.TakeName(), "CLUSTER")];
    }

    private static IReadOnlyList<SchemaAction> Analyze(SqlCursor at, int line)
    {
        at.TakeList();
        at.Take("verbose");
        return [.. at.TakeNames().Where(table => table.Length > 0)
            .Select(table => new AlterTable(line, table, LockMode.ShareUpdateExclusive))];
    }

    private static IReadOnlyList<SchemaAction> Set(SqlCursor at, int line)
    {
        _ = at.Take("local") || at.Take("session");
        if (!at.Take("lock_timeout"))
            return [];
        _ = at.Take("=") || at.Take("to");
        var value = at.Rest.Trim('\'');
        return [new SetLockTimeout(line, IsOff: value is "default" || !value.Any(digit => digit is >= '1' and <= '9'))];
    }

    // A call in SELECT may do anything; reading tables takes no lock that matters.
    private static IReadOnlyList<SchemaAction> Select(SqlCursor at, int line) =>
        at.Holds("(") ? [new RunCode(line)] : [];
}

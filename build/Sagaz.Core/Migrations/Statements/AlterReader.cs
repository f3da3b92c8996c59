using Sagaz.Core.Migrations.Locks;

namespace Sagaz.Core.Migrations.Statements;

/// <summary>Reads what follows ALTER.</summary>
internal static class AlterReader
{
    public static IReadOnlyList<SchemaAction> Read(SqlCursor at, SqlStatement statement)
    {
        if (!at.Take("table"))
            return [];
        at.Take("if exists");
        at.Take("only");
        var table = at.TakeName();
        at.Take("*");
        return [.. at.SplitRest().Select(action => Action(action, table, LineOf(action, statement)))];
    }

    private static int LineOf(SqlCursor action, SqlStatement statement) =>
        statement.Line + statement.Text.AsSpan(0, action.Position).Count('\n');

    private static SchemaAction Action(SqlCursor at, string table, int line) => at.TakeWord() switch
    {
        "add" => Add(at, table, line),
        "drop" => Drop(at, table, line),
        "rename" => Renaming(at, table, line),
        "alter" => Column(at, table, line),
        "validate" => new ValidateConstraint(line, table),
        "attach" => new AttachPartition(line, table, Partition(at)),
        "detach" => Detach(at, table, line),
        "cluster" => new AlterTable(line, table, LockMode.ShareUpdateExclusive),
        "set" => Set(at, table, line),
        "reset" => new AlterTable(line, table, LockMode.ShareUpdateExclusive),
        "enable" or "disable" when at.Holds("trigger") => new AlterTable(line, table, LockMode.ShareRowExclusive),
        _ => new AlterTable(line, table, LockMode.AccessExclusive),
    };

    private static SchemaAction Add(SqlCursor at, string table, int line)
    {
        if (ConstraintReader.Read(at) is { } constraint)
            return new AddConstraint(line, table, constraint);
        at.Take("column");
        var ifNotExists = at.Take("if not exists");
        var column = at.TakeName();
        return new AddColumn(line, table, column, [.. ConstraintReader.OfColumn(column, at)])
        {
            IfNotExists = ifNotExists,
            Rewrite = ColumnDefault.RewriteReason(at),
            IsUnfillable = (at.Holds("not null") || at.Holds("primary key"))
                && !at.Holds("default") && ColumnDefault.RewriteReason(at).Length == 0,
        };
    }

    private static SchemaAction Drop(SqlCursor at, string table, int line)
    {
        if (at.Take("constraint"))
            return new AlterTable(line, table, LockMode.AccessExclusive);
        at.Take("column");
        at.Take("if exists");
        return new DropColumn(line, table, at.TakeName());
    }

    private static SchemaAction Renaming(SqlCursor at, string table, int line)
    {
        if (at.Take("to"))
            return new Rename(line, table, "");
        if (at.Take("constraint"))
            return new AlterTable(line, table, LockMode.AccessExclusive);
        at.Take("column");
        return new Rename(line, table, at.TakeName());
    }

    private static SchemaAction Column(SqlCursor at, string table, int line)
    {
        if (at.IsNext("constraint"))
            return new AlterTable(line, table, LockMode.ShareRowExclusive);
        at.Take("column");
        var column = at.TakeName();
        if (at.Take("set not null"))
            return new SetNotNull(line, table, column);
        if (at.Take("set data type") || at.Take("type"))
        {
            var isConverted = at.Holds("using");
            var type = at.Rest.Split(" using ")[0].Split(" collate ")[0];
            return new ChangeColumnType(line, table, column, type, isConverted);
        }

        return new AlterTable(line, table, at.IsNext("set statistics") || at.IsNext("set (") || at.IsNext("reset (")
            ? LockMode.ShareUpdateExclusive
            : LockMode.AccessExclusive);
    }

    private static DetachPartition Detach(SqlCursor at, string table, int line)
    {
        var partition = Partition(at);
        return new DetachPartition(line, table, partition, at.IsNext("concurrently") || at.IsNext("finalize"));
    }

    private static string Partition(SqlCursor at)
    {
        at.Take("partition");
        return at.TakeName();
    }

    private static SchemaAction Set(SqlCursor at, string table, int line)
    {
        if (at.IsNext("logged") || at.IsNext("unlogged"))
            return new RewriteTable(line, table, "SET LOGGED or UNLOGGED");
        if (at.IsNext("tablespace"))
            return new RewriteTable(line, table, "SET TABLESPACE");
        if (at.IsNext("access method"))
            return new RewriteTable(line, table, "SET ACCESS METHOD");
        return new AlterTable(line, table, at.IsNext("(") || at.IsNext("without cluster")
            ? LockMode.ShareUpdateExclusive
            : LockMode.AccessExclusive);
    }
}

namespace Sagaz.Core.Migrations.Statements;

/// <summary>Reads constraints where tables and columns are defined.</summary>
internal static class ConstraintReader
{
    /// <summary>One item between the parentheses of CREATE TABLE: a constraint of the table, or a column with its own.</summary>
    public static IEnumerable<TableConstraint> InTable(SqlCursor item)
    {
        if (Read(item) is { } constraint)
            return [constraint];
        var column = item.TakeName();
        return OfColumn(column, item);
    }

    /// <summary>The constraints behind a column's type.</summary>
    public static IEnumerable<TableConstraint> OfColumn(string column, SqlCursor definition)
    {
        if (definition.Holds("primary key"))
            yield return new TableConstraint { Kind = ConstraintKind.PrimaryKey, Columns = [column] };
        if (definition.Holds("unique"))
            yield return new TableConstraint { Kind = ConstraintKind.Unique, Columns = [column] };
        if (definition.Holds("check"))
            yield return new TableConstraint { Kind = ConstraintKind.Check };
        if (definition.Find("references") is { } referenced)
            yield return new TableConstraint { Kind = ConstraintKind.ForeignKey, Columns = [column], References = referenced.TakeName() };
    }

    /// <summary>A constraint of a table; null, with nothing taken, when there is none here.</summary>
    public static TableConstraint? Read(SqlCursor at)
    {
        if (at.Take("constraint"))
            at.TakeName();
        if (KindOf(at) is not { } kind)
            return null;
        at.Take("nulls not distinct");
        var columns = at.IsNext("(") && kind is not ConstraintKind.Check ? Names(at) : [];
        return new TableConstraint
        {
            Kind = kind,
            Columns = kind == ConstraintKind.NotNull ? [at.TakeName()] : columns,
            References = at.Find("references")?.TakeName() ?? "",
            IsNotValid = at.Holds("not valid"),
            UsesIndex = at.Holds("using index") && !at.Holds("using index tablespace"),
        };
    }

    private static ConstraintKind? KindOf(SqlCursor at)
    {
        if (at.Take("primary key"))
            return ConstraintKind.PrimaryKey;
        if (at.Take("unique"))
            return ConstraintKind.Unique;
        if (at.Take("foreign key"))
            return ConstraintKind.ForeignKey;
        if (at.Take("not null"))
            return ConstraintKind.NotNull;
        if (at.Take("exclude"))
            return ConstraintKind.Exclude;
        return at.IsNext("check (") && at.Take("check") ? ConstraintKind.Check : null;
    }

    private static List<string> Names(SqlCursor at) => [.. at.TakeList().Select(column => column.TakeName())];
}

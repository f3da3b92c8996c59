using Sagaz.Core.Migrations.Statements;

namespace Sagaz.Core.Migrations.Locks;

/// <summary>Which locks an action takes, on which tables.</summary>
/// <remarks>Sources: PostgreSQL manual, "Explicit locking" and the notes of ALTER TABLE, CREATE TABLE, CREATE INDEX, REINDEX.</remarks>
public static class TableLocks
{
    /// <summary>The locks of one action; empty when it takes none that anyone notices, or its text does not tell.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="facts">Where an index belongs, and what partitions a table has.</param>
    public static IReadOnlyList<TableLock> Of(SchemaAction action, DatabaseFacts facts) => action switch
    {
        CreateTable create => [.. CreatedTable(create, facts)],
        DropTable drop => [.. WithParent(drop.Table, LockSpan.Brief, facts)],
        CreateIndex { IsConcurrent: true } index => [new(index.Table, LockMode.ShareUpdateExclusive, LockSpan.Scan)],
        CreateIndex index => [new(index.Table, LockMode.Share, index.IsOnly ? LockSpan.Brief : LockSpan.Scan)],
        DropIndex index => [.. OnTableOf(index.Index, index.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive, LockSpan.Brief, facts)],
        Reindex { Index: { Length: > 0 } name } index => [.. OnTableOf(name, Rebuilding(index), LockSpan.Scan, facts)],
        Reindex index => [new(index.Table, Rebuilding(index), LockSpan.Scan)],
        AddColumn column => [.. Added(column)],
        ChangeColumnType type => [new(type.Table, LockMode.AccessExclusive, ColumnTypes.KeepsRows(type, facts) ? LockSpan.Brief : LockSpan.Rewrite)],
        SetNotNull column => [new(column.Table, LockMode.AccessExclusive, IsNeverNull(column, facts) ? LockSpan.Brief : LockSpan.Scan)],
        AddConstraint added => [.. Constrained(added.Table, added.Constraint)],
        ValidateConstraint validate => [new(validate.Table, LockMode.ShareUpdateExclusive, LockSpan.Scan)],
        AttachPartition attach => [.. Attached(attach, facts)],
        DetachPartition detach =>
        [
            new(detach.Table, detach.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive, LockSpan.Brief),
            new(detach.Partition, LockMode.AccessExclusive, LockSpan.Brief),
        ],
        RewriteTable rewrite => [new(rewrite.Table, LockMode.AccessExclusive, LockSpan.Rewrite)],
        TruncateTable or Rename or DropColumn => [new(action.Table, LockMode.AccessExclusive, LockSpan.Brief)],
        AlterTable alter => [new(alter.Table, alter.Lock, LockSpan.Brief)],
        ChangeRows rows => [new(rows.Table, LockMode.RowExclusive, LockSpan.Rows)],
        _ => [],
    };

    /// <summary>Whether the catalog already knows that a column holds no null.</summary>
    public static bool IsNeverNull(SetNotNull column, DatabaseFacts facts) =>
        facts.Find(column.Table)?.NeverNull.Contains(column.Column) == true;

    private static LockMode Rebuilding(Reindex index) => index.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.Share;

    private static IEnumerable<TableLock> CreatedTable(CreateTable create, DatabaseFacts facts)
    {
        foreach (var referenced in create.Constraints.Where(constraint => constraint.References.Length > 0))
            yield return new TableLock(referenced.References, LockMode.ShareRowExclusive, LockSpan.Brief);
        if (create.PartitionOf.Length == 0)
            yield break;
        yield return new TableLock(create.PartitionOf, LockMode.AccessExclusive, LockSpan.Brief);
        if (facts.Find(create.PartitionOf) is { DefaultPartition: { Length: > 0 } standard })
            yield return new TableLock(standard, LockMode.AccessExclusive, LockSpan.Scan);
    }

    private static IEnumerable<TableLock> WithParent(string table, LockSpan span, DatabaseFacts facts)
    {
        yield return new TableLock(table, LockMode.AccessExclusive, span);
        if (facts.Find(table) is { PartitionOf: { Length: > 0 } parent })
            yield return new TableLock(parent, LockMode.AccessExclusive, span);
    }

    private static IEnumerable<TableLock> OnTableOf(string index, LockMode mode, LockSpan span, DatabaseFacts facts) =>
        facts.OfIndex(index) is { } table ? [new TableLock(table.Name, mode, span)] : [];

    private static IEnumerable<TableLock> Added(AddColumn column)
    {
        var span = column switch
        {
            { Rewrite.Length: > 0 } => LockSpan.Rewrite,
            { Constraints.Count: > 0 } => LockSpan.Scan,
            _ => LockSpan.Brief,
        };
        yield return new TableLock(column.Table, LockMode.AccessExclusive, span);
        foreach (var referenced in column.Constraints.Where(constraint => constraint.References.Length > 0))
            yield return new TableLock(referenced.References, LockMode.ShareRowExclusive, LockSpan.Scan);
    }

    private static IEnumerable<TableLock> Constrained(string table, TableConstraint constraint)
    {
        var span = constraint.IsNotValid || constraint.UsesIndex ? LockSpan.Brief : LockSpan.Scan;
        if (constraint.Kind != ConstraintKind.ForeignKey)
            return [new TableLock(table, LockMode.AccessExclusive, span)];
        return [new(table, LockMode.ShareRowExclusive, span), new(constraint.References, LockMode.ShareRowExclusive, span)];
    }

    private static IEnumerable<TableLock> Attached(AttachPartition attach, DatabaseFacts facts)
    {
        yield return new TableLock(attach.Table, LockMode.ShareUpdateExclusive, LockSpan.Brief);
        yield return new TableLock(attach.Partition, LockMode.AccessExclusive, LockSpan.Scan);
        if (facts.Find(attach.Table) is { DefaultPartition: { Length: > 0 } standard })
            yield return new TableLock(standard, LockMode.AccessExclusive, LockSpan.Scan);
    }
}

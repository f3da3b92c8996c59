namespace Sagaz.Core.Migrations.Statements;

/// <summary>One thing that a statement does to one table; a statement may do several.</summary>
/// <param name="Line">Where it stands in the script's file.</param>
/// <param name="Table">The table's name, with its schema where that is not public; empty when the statement does not name it.</param>
public abstract record SchemaAction(int Line, string Table);

/// <summary>CREATE TABLE.</summary>
public sealed record CreateTable(int Line, string Table, IReadOnlyList<TableConstraint> Constraints) : SchemaAction(Line, Table)
{
    /// <summary>Whether it passes over a table that is there.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>The table that it becomes a partition of; empty for none.</summary>
    public string PartitionOf { get; init; } = "";

    /// <summary>What it is partitioned by; empty when it is not.</summary>
    public IReadOnlyList<string> PartitionedBy { get; init; } = [];
}

/// <summary>DROP TABLE.</summary>
public sealed record DropTable(int Line, string Table, bool IfExists) : SchemaAction(Line, Table);

/// <summary>TRUNCATE.</summary>
public sealed record TruncateTable(int Line, string Table) : SchemaAction(Line, Table);

/// <summary>RENAME of a table or of something in it.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Table">The table's present name.</param>
/// <param name="Column">The column's present name; empty when the table itself is renamed.</param>
public sealed record Rename(int Line, string Table, string Column) : SchemaAction(Line, Table);

/// <summary>CREATE INDEX.</summary>
public sealed record CreateIndex(int Line, string Table, string Index) : SchemaAction(Line, Table)
{
    /// <summary>Whether writers go on.</summary>
    public bool IsConcurrent { get; init; }

    /// <summary>Whether it passes over an index that is there.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>Whether partitions are left out.</summary>
    public bool IsOnly { get; init; }
}

/// <summary>DROP INDEX; the table is the catalog's to know.</summary>
public sealed record DropIndex(int Line, string Index, bool IsConcurrent, bool IfExists) : SchemaAction(Line, "");

/// <summary>REINDEX of an index or a table; the other name is empty.</summary>
public sealed record Reindex(int Line, string Table, string Index, bool IsConcurrent) : SchemaAction(Line, Table);

/// <summary>ADD COLUMN.</summary>
public sealed record AddColumn(int Line, string Table, string Column, IReadOnlyList<TableConstraint> Constraints)
    : SchemaAction(Line, Table)
{
    /// <summary>Whether it passes over a column that is there.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>Why every row is written anew, as half a sentence; empty when none is.</summary>
    public string Rewrite { get; init; } = "";

    /// <summary>Whether it is NOT NULL without a default, which no row that is there can meet.</summary>
    public bool IsUnfillable { get; init; }
}

/// <summary>DROP COLUMN.</summary>
public sealed record DropColumn(int Line, string Table, string Column) : SchemaAction(Line, Table);

/// <summary>ALTER COLUMN … TYPE.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Type">The new type, as words with single spaces.</param>
/// <param name="IsConverted">Whether USING computes the new values.</param>
public sealed record ChangeColumnType(int Line, string Table, string Column, string Type, bool IsConverted) : SchemaAction(Line, Table);

/// <summary>ALTER COLUMN … SET NOT NULL.</summary>
public sealed record SetNotNull(int Line, string Table, string Column) : SchemaAction(Line, Table);

/// <summary>ADD CONSTRAINT, named or not.</summary>
public sealed record AddConstraint(int Line, string Table, TableConstraint Constraint) : SchemaAction(Line, Table);

/// <summary>VALIDATE CONSTRAINT.</summary>
public sealed record ValidateConstraint(int Line, string Table) : SchemaAction(Line, Table);

/// <summary>ATTACH PARTITION.</summary>
public sealed record AttachPartition(int Line, string Table, string Partition) : SchemaAction(Line, Table);

/// <summary>DETACH PARTITION.</summary>
public sealed record DetachPartition(int Line, string Table, string Partition, bool IsConcurrent) : SchemaAction(Line, Table);

/// <summary>Writes the whole table anew: CLUSTER, VACUUM FULL, SET LOGGED and their like.</summary>
public sealed record RewriteTable(int Line, string Table, string Command) : SchemaAction(Line, Table);

/// <summary>Any other change of a table, which touches no rows.</summary>
public sealed record AlterTable(int Line, string Table, Locks.LockMode Lock) : SchemaAction(Line, Table);

/// <summary>INSERT, UPDATE, DELETE, MERGE or COPY.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Table">The table.</param>
/// <param name="AddsBlindly">Whether it adds its rows again when it runs again.</param>
public sealed record ChangeRows(int Line, string Table, bool AddsBlindly) : SchemaAction(Line, Table);

/// <summary>Sets how long a lock may be waited for.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="IsOff">Whether waiting has no limit afterwards.</param>
public sealed record SetLockTimeout(int Line, bool IsOff) : SchemaAction(Line, "");

/// <summary>Runs code whose effects its text does not show: DO, CALL and functions in SELECT.</summary>
public sealed record RunCode(int Line) : SchemaAction(Line, "");

namespace Sagaz.Core.Migrations;

/// <summary>What the catalog says about one table that is there before a migration.</summary>
public sealed record TableFacts
{
    /// <summary>Name, with its schema where that is not public.</summary>
    public required string Name { get; init; }

    /// <summary>Rows by the last statistics, of all partitions; 0 where it was never counted.</summary>
    public long EstimatedRows { get; init; }

    /// <summary>Bytes on disk with indexes and long values, of all partitions.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Whether any row was ever kept: the table takes room on disk. Exact where the estimate is not.</summary>
    public bool HasRows { get; init; }

    /// <summary>Whether it is partitioned.</summary>
    public bool IsPartitioned { get; init; }

    /// <summary>Partitions with storage of their own; 0 for a plain table.</summary>
    public int Partitions { get; init; }

    /// <summary>The default partition's name; empty without one.</summary>
    public string DefaultPartition { get; init; } = "";

    /// <summary>The columns that it is partitioned by; empty when it is not.</summary>
    public IReadOnlyList<string> PartitionedBy { get; init; } = [];

    /// <summary>The table that it is a partition of; empty for none.</summary>
    public string PartitionOf { get; init; } = "";

    /// <summary>Types of its columns by name, as the catalog prints them.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns that are NOT NULL, or that a validated constraint keeps so.</summary>
    public IReadOnlyList<string> NeverNull { get; init; } = [];

    /// <summary>Names of its valid indexes.</summary>
    public IReadOnlyList<string> Indexes { get; init; } = [];
}

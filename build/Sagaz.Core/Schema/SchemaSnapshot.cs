using Sagaz.Core.Partitions;

namespace Sagaz.Core.Schema;

/// <summary>What one server's catalog said at one moment; the input of <see cref="SchemaGates"/>.</summary>
public sealed record SchemaSnapshot
{
    /// <summary>The server that was asked.</summary>
    public required string Server { get; init; }

    /// <summary>When, by that server's clock.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Tables of schema public that are not partitions.</summary>
    public required IReadOnlyList<SchemaTable> Tables { get; init; }

    /// <summary>Functions of schema public as <c>name(argument types) returns result type</c>.</summary>
    public required IReadOnlyList<string> Functions { get; init; }

    /// <summary>Rows of <c>partition_policies</c>; empty when the table is not there.</summary>
    public required IReadOnlyList<PartitionPolicy> Policies { get; init; }

    /// <summary>All partitions of the tables of schema public, from the catalog itself and not from our own functions.</summary>
    public required IReadOnlyList<PartitionRange> Partitions { get; init; }

    /// <summary>Rows in each default partition, counted, by its name.</summary>
    public required IReadOnlyDictionary<string, long> DefaultRows { get; init; }

    /// <summary>What was begun and never finished.</summary>
    public required CatalogFaults Faults { get; init; }

    /// <summary>Every table that is partitioned, must be, or has a policy: no list in code decides alone.</summary>
    public IReadOnlyList<string> PartitionedTables =>
    [
        .. SchemaContract.Tables.Concat(Tables).Where(table => table.IsPartitioned).Select(table => table.Name)
            .Concat(Policies.Select(policy => policy.Table))
            .Distinct(),
    ];

    /// <summary>The partitions of one table.</summary>
    public IEnumerable<PartitionRange> PartitionsOf(string table) => Partitions.Where(partition => partition.Table == table);
}

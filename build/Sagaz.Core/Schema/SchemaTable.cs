namespace Sagaz.Core.Schema;

/// <summary>A table as the catalog has it.</summary>
/// <param name="Name">Without its schema, which is public.</param>
/// <param name="IsPartitioned">Whether it is partitioned by range.</param>
/// <param name="PrimaryKey">Its primary key's columns in order; empty when it has none.</param>
public sealed record SchemaTable(string Name, bool IsPartitioned, IReadOnlyList<string> PrimaryKey);

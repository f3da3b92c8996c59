namespace Sagaz.Core.Partitions;

/// <summary>One row of <c>maintain_all_partitions()</c>.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Table">To which table.</param>
/// <param name="Partition">To which partition; null when it concerns the table.</param>
/// <param name="Details">In words; for an error it starts with the SQLSTATE.</param>
public sealed record MaintenanceAction(MaintenanceActionKind Kind, string Table, string? Partition, string Details);

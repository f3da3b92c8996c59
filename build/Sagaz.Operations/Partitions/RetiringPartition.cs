namespace Sagaz.Operations.Partitions;

/// <summary>A partition that was made read-only to go.</summary>
/// <param name="Partition">Its name.</param>
/// <param name="Table">The table it belongs to; null when it is detached.</param>
/// <param name="IsAttached">Whether it is still a partition.</param>
internal sealed record RetiringPartition(string Partition, string? Table, bool IsAttached);

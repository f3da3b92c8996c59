namespace Sagaz.Core.Schema;

/// <summary>A query that must read only the partitions of its window.</summary>
/// <param name="Id">Kebab-case, part of the gates' ids.</param>
/// <param name="Table">The partitioned table.</param>
/// <param name="Sql">With <c>$1</c> and <c>$2</c>, both timestamptz: the window's first moment and the first after it.</param>
/// <param name="Window">The window at a given moment.</param>
public sealed record HotQuery(string Id, string Table, string Sql, Func<DateTimeOffset, TimeWindow> Window);

using System.Globalization;

namespace Sagaz.Operations.PgBouncer;

/// <summary>One row of PgBouncer's <c>SHOW STATS</c>: sums since it started.</summary>
/// <param name="Transactions">Transactions that it passed on.</param>
/// <param name="QueryTime">From a query's way to the server until its answer was complete.</param>
/// <param name="WaitTime">What clients waited for a server.</param>
public sealed record PoolTotals(long Transactions, TimeSpan QueryTime, TimeSpan WaitTime)
{
    /// <summary>What came since an earlier look.</summary>
    public PoolTotals Since(PoolTotals before) => new(Transactions - before.Transactions, QueryTime - before.QueryTime, WaitTime - before.WaitTime);

    /// <summary>Of two poolers together.</summary>
    public static PoolTotals operator +(PoolTotals one, PoolTotals other) =>
        new(one.Transactions + other.Transactions, one.QueryTime + other.QueryTime, one.WaitTime + other.WaitTime);

    internal static PoolTotals Of(IReadOnlyDictionary<string, string> row)
    {
        long Number(string column) => long.Parse(row[column], CultureInfo.InvariantCulture);
        return new PoolTotals(Number("total_xact_count"), TimeSpan.FromMicroseconds(Number("total_query_time")), TimeSpan.FromMicroseconds(Number("total_wait_time")));
    }
}

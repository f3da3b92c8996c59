using System.Diagnostics;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Partitions;

/// <summary>The advisory locks by which maintenances of one table exclude each other, held by the session.</summary>
internal static class TableLocks
{
    private const string TryAll =
        """
        SELECT listed.name, pg_try_advisory_lock(public.partition_lock_key(listed.name))
        FROM (SELECT unnest($1::text[]) AS name OFFSET 0) AS listed
        """;

    /// <summary>Takes what is to be had within the deadline.</summary>
    /// <returns>The tables that another session is maintaining all that time.</returns>
    public static async Task<IReadOnlyList<string>> TakeAsync(
        PartitionSession session, IReadOnlyList<string> tables, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var busy = tables;
        while (true)
        {
            var tried = await session.ListAsync(
                TryAll, row => (Name: row.GetString(0), IsTaken: row.GetBoolean(1)), cancellationToken, [busy.ToArray()]);
            busy = [.. tried.Where(one => !one.IsTaken).Select(one => one.Name)];
            if (busy.Count == 0 || watch.Elapsed >= deadline)
                return busy;
            await Task.Delay(Deadlines.PollInterval, cancellationToken);
        }
    }
}

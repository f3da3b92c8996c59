using System.Diagnostics;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Partitions;

/// <summary>Removes old rows of <c>consumer_inbox</c> in batches, each a transaction of its own.</summary>
/// <param name="server">The leader, directly, as the schema's owner.</param>
/// <param name="log">Told every few seconds how far it is.</param>
public sealed class InboxCleanup(PostgresEndpoint server, IProgressLog log)
{
    /// <summary>Rows of one transaction: some tens of milliseconds.</summary>
    public const int RowsPerBatch = 5000;

    private const string DeleteBatch =
        """
        WITH gone AS (
          DELETE FROM public.consumer_inbox
          WHERE event_id IN (
            SELECT event_id FROM public.consumer_inbox WHERE consumed_at < $1
            ORDER BY consumed_at LIMIT $2 FOR UPDATE SKIP LOCKED)
          RETURNING 1)
        SELECT count(*) FROM gone
        """;

    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    /// <summary>Removes what was consumed more than <paramref name="days"/> days ago; rows in use are left for the next time.</summary>
    /// <param name="days">At least 1.</param>
    /// <param name="cancellationToken">Stops between and within batches; those that were committed stay so.</param>
    /// <returns>How many rows went.</returns>
    /// <exception cref="PreconditionException">Fewer than 1 day, or the schema is not there yet.</exception>
    /// <exception cref="OperationFailedException">The server refused.</exception>
    public Task<long> CleanAsync(int days, CancellationToken cancellationToken) => days >= 1
        ? PartitionSession.RunAsync(server, "Cleaning the inbox", (session, token) => CleanAsync(session, days, token), cancellationToken)
        : throw new PreconditionException($"The inbox is kept for at least 1 day, not {days} (--days).", remedy: "--days 90");

    private async Task<long> CleanAsync(PartitionSession session, int days, CancellationToken ct)
    {
        // One moment for all batches, so that a slow run has an end.
        var before = await session.ReadAsync<DateTime>("SELECT now() - make_interval(days => $1)", ct, days);
        var (removed, watch, nextReport) = (0L, Stopwatch.StartNew(), ReportEvery);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var batch = await session.ReadAsync<long>(DeleteBatch, ct, before, RowsPerBatch);
            removed += batch;
            if (batch < RowsPerBatch)
                return removed;
            if (watch.Elapsed >= nextReport)
            {
                log.Information($"{removed} rows removed in {watch.Elapsed.TotalSeconds:0} s");
                nextReport = watch.Elapsed + ReportEvery;
            }
        }
    }
}

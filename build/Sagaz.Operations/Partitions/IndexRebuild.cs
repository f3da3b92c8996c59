using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Partitions;

/// <summary>Rebuilds bloated indexes concurrently, largest gain first, and clears away what an earlier try left behind.</summary>
/// <remarks>An index that was rebuilt is not bloated any more, so a run that was killed is resumed by running it again.</remarks>
/// <param name="server">The leader, directly, as the schema's owner.</param>
/// <param name="log">Told about each index.</param>
public sealed class IndexRebuild(PostgresEndpoint server, IProgressLog log)
{
    // Names that REINDEX CONCURRENTLY gives to its new and its old index; one that is being built now is not left behind.
    private const string Leftovers =
        """
        SELECT format('%I.%I', 'public', relname)
        FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'i' AND NOT indisvalid
          AND relname ~ '_cc(new|old)[0-9]*$'
          AND indexrelid NOT IN (SELECT index_relid FROM pg_stat_progress_create_index WHERE index_relid IS NOT NULL)
        ORDER BY 1
        """;

    private const string Lock = "SELECT pg_try_advisory_lock(hashtextextended('sagaz.reindex', 0))";

    /// <summary>The smallest index worth the work, bytes; 16 MiB by default.</summary>
    public long MinimumBytes { get; init; } = 16 << 20;

    /// <summary>The smallest part that must be empty, 0 to 1; 0.4 by default, because half-full leaves are normal for random keys.</summary>
    public double MinimumBloat { get; init; } = 0.4;

    /// <summary>How long one rebuild waits for transactions older than it; 1 min by default. Nobody waits for the rebuild meanwhile.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Rebuilds what is bloated.</summary>
    /// <returns>The indexes that were found bloated, rebuilt or postponed; empty when none was.</returns>
    /// <exception cref="OperationFailedException">The server refused, or another rebuild runs.</exception>
    public Task<IReadOnlyList<BloatedIndex>> RebuildAsync(CancellationToken cancellationToken) =>
        PartitionSession.RunAsync(server, "Rebuilding indexes", RebuildAsync, cancellationToken);

    private async Task<IReadOnlyList<BloatedIndex>> RebuildAsync(PartitionSession session, CancellationToken ct)
    {
        await session.ExecuteAsync("SELECT public.require_leader()", ct);
        if (!await session.ReadAsync<bool>(Lock, ct))
            throw new OperationFailedException("Another session is rebuilding indexes.", remedy: "wait for it and run this again");
        await session.ExecuteAsync($"SET lock_timeout = {(int)Patience.TotalMilliseconds}", ct);
        await ClearAsync(session, ct);

        var query = await session.ReadAsync<bool>(BloatQuery.CanMeasure, ct) ? BloatQuery.Measured : BloatQuery.Estimated;
        var indexes = await session.ListAsync(
            query, row => new BloatedIndex(row.GetString(0), (long)row.GetDouble(1), row.GetDouble(2)), ct);
        var bloated = indexes
            .Where(index => index.Bytes >= MinimumBytes && index.Bloat >= MinimumBloat)
            .OrderByDescending(index => index.Bytes * index.Bloat)
            .ToList();
        for (var n = 0; n < bloated.Count; n++)
            bloated[n] = await RebuildAsync(session, bloated[n], ct);
        return bloated;
    }

    private async Task<BloatedIndex> RebuildAsync(PartitionSession session, BloatedIndex index, CancellationToken ct)
    {
        log.Information($"Rebuilding {index.Name}: {index.Bytes >> 20} MiB, {index.Bloat:P0} of it empty");
        try
        {
            await session.ExecuteAsync($"REINDEX INDEX CONCURRENTLY {index.Name}", ct);
            return index with { BytesAfter = await session.ReadAsync<long>("SELECT pg_relation_size($1::text::regclass)", ct, index.Name) };
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UndefinedTable)
        {
            await ClearAsync(session, ct);
            return index with { Postponed = $"{failure.SqlState}: {failure.MessageText}" };
        }
    }

    private async Task ClearAsync(PartitionSession session, CancellationToken ct)
    {
        foreach (var leftover in await session.ListAsync(Leftovers, row => row.GetString(0), ct))
        {
            log.Information($"Dropping {leftover}, which an earlier rebuild left behind");
            await session.ExecuteAsync($"DROP INDEX CONCURRENTLY {leftover}", ct);
        }
    }
}

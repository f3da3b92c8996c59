using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;

namespace Sagaz.Operations.Partitions;

/// <summary>Lets partitions go that are past their retention, without ever holding an exclusive lock during a scan.</summary>
/// <remarks>
/// Look, make read-only, look again, archive, drop. Whoever is killed in between leaves a read-only partition, from which
/// the next run goes on. PostgreSQL refuses DETACH CONCURRENTLY while the parent has a default partition, so such a table
/// is locked for the moment that a drop takes; a table without one is detached concurrently.
/// </remarks>
internal sealed class PartitionRetirement(PartitionSession session, LockedStep locked, PartitionArchive? archive)
{
    private const string MayGo =
        """
        SELECT CASE
          WHEN policy.archive_first AND NOT $3 THEN 'Past its retention, but kept until it is archived: ./build.sh MaintainPartitions --archive <folder>.'
          WHEN public.unfinished_rows_exist($2::text::regclass, policy) THEN 'Past its retention, but kept: it holds rows that are not finished.'
          ELSE '' END
        FROM public.partition_policies AS policy
        WHERE table_name = $1
        """;

    private const string HasDefault =
        "SELECT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = $1::text::regclass AND partdefid <> 0)";

    /// <summary>Retires one partition as far as it goes.</summary>
    public async Task<IReadOnlyList<MaintenanceAction>> RetireAsync(PlannedStep step, CancellationToken ct)
    {
        if (await WhyKeptAsync(step, ct) is { Length: > 0 } kept)
            return [Action(MaintenanceActionKind.Skip, step, kept)];
        if (await locked.TryAsync([step.Leaf], "SELECT public.start_retiring($1::text::regclass)", ct, step.Leaf) is { } waiting)
            return [Action(MaintenanceActionKind.Skip, step, waiting)];
        // Now nobody can write, so this look is the one that counts.
        if (await WhyKeptAsync(step, ct) is { Length: > 0 } reopened)
        {
            await StopAsync(step.Partition!, ct);
            return [Action(MaintenanceActionKind.Skip, step, reopened)];
        }

        var actions = new List<MaintenanceAction>();
        if (archive is not null)
            actions.Add(Action(MaintenanceActionKind.Archive, step, await ArchiveAsync(archive, step, ct)));
        if (await DropAsync(step, ct) is { } postponed)
        {
            await StopAsync(step.Partition!, ct);
            actions.Add(Action(MaintenanceActionKind.Skip, step, postponed));
        }
        else
        {
            actions.Add(Action(MaintenanceActionKind.Drop, step, step.Details ?? ""));
        }
        return actions;
    }

    /// <summary>The partitions that are read-only, with their tables.</summary>
    public Task<IReadOnlyList<RetiringPartition>> RetiringAsync(CancellationToken ct) => session.ListAsync(
        """
        SELECT r.partition_name, parent.relname::text, r.is_attached
        FROM public.retiring_partitions() AS r
        LEFT JOIN pg_inherits ON inhrelid = r.partition
        LEFT JOIN pg_class AS parent ON parent.oid = inhparent
        """,
        row => new RetiringPartition(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetBoolean(2)),
        ct);

    /// <summary>Lets rows of a partition be written again.</summary>
    public Task<string?> StopAsync(string partition, CancellationToken ct) => locked.TryAsync(
        [PartitionNames.Qualified(partition)], "SELECT public.stop_retiring($1::text::regclass)", ct, PartitionNames.Qualified(partition));

    /// <summary>Drops what was detached, after everything was proven, by a run that ended before its drop.</summary>
    public async Task<MaintenanceAction> DropDetachedAsync(string partition, CancellationToken ct)
    {
        var name = PartitionNames.Qualified(partition);
        return await locked.TryAsync([name], $"DROP TABLE {name}", ct) is { } postponed
            ? new MaintenanceAction(MaintenanceActionKind.Skip, partition, partition, postponed)
            : new MaintenanceAction(MaintenanceActionKind.Drop, partition, partition, "An earlier run had detached it.");
    }

    private Task<string> WhyKeptAsync(PlannedStep step, CancellationToken ct) =>
        session.ReadAsync<string>(MayGo, ct, step.Table, step.Leaf, archive is not null);

    private async Task<string?> DropAsync(PlannedStep step, CancellationToken ct)
    {
        if (await session.ReadAsync<bool>(HasDefault, ct, step.Parent))
        {
            return await locked.TryAsync(
                [step.Parent, step.Leaf],
                "SELECT public.drop_retiring_partition($1::text::regclass, $2::text::regclass)", ct, step.Parent, step.Leaf);
        }
        return await DetachAsync(step, ct) ?? await locked.TryAsync([step.Leaf], $"DROP TABLE {step.Leaf}", ct);
    }

    // It waits for transactions that still see the partition, but nobody waits for it.
    private async Task<string?> DetachAsync(PlannedStep step, CancellationToken ct)
    {
        await session.ExecuteAsync("SET lock_timeout = '30s'", ct);
        try
        {
            await session.ExecuteAsync($"ALTER TABLE {step.Parent} DETACH PARTITION {step.Leaf} CONCURRENTLY", ct);
            return null;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return "Postponed: transactions that began before its concurrent detach have not ended; the next run ends the detach.";
        }
    }

    private async Task<string> ArchiveAsync(PartitionArchive keeper, PlannedStep step, CancellationToken ct)
    {
        try
        {
            return await keeper.KeepAsync(step, ct);
        }
        catch (OperationFailedException)
        {
            await StopAsync(step.Partition!, ct);
            throw;
        }
    }

    private static MaintenanceAction Action(MaintenanceActionKind kind, PlannedStep step, string details) =>
        new(kind, step.Table, step.Partition, details);
}

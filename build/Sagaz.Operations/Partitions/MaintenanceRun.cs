using Sagaz.Core.Partitions;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Partitions;

/// <summary>One run over all tables: looks once, then works the plan off step by step, and leaves a record.</summary>
internal sealed class MaintenanceRun(PartitionSession session, LockPatience patience, string? archiveFolder, IProgressLog log)
{
    private readonly MaintenanceSteps _steps = new(session, patience);

    public async Task<IReadOnlyList<MaintenanceAction>> RunAsync(TimeSpan otherMaintenance, CancellationToken ct)
    {
        await session.ExecuteAsync("SELECT public.require_leader()", ct);
        var started = await session.ReadAsync<DateTime>("SELECT clock_timestamp()", ct);
        var tables = await session.ListAsync("SELECT table_name FROM public.partition_policies ORDER BY 1", row => row.GetString(0), ct);
        var busy = await TableLocks.TakeAsync(session, tables, otherMaintenance, ct);
        foreach (var table in busy)
            _steps.Add(MaintenanceActionKind.Skip, table, null, "Another session is maintaining this table.");

        var free = tables.Except(busy).ToArray();
        var plan = await session.ListAsync(PlannedStep.Query, PlannedStep.Read, ct, [free]);
        var archive = archiveFolder is null ? null : new PartitionArchive(session, archiveFolder, log);
        var retirement = new PartitionRetirement(session, _steps.Locked, archive);
        foreach (var step in plan)
            await _steps.AttemptAsync(step.Table, step.Partition, step.Activity, () => TakeAsync(step, retirement, ct));
        foreach (var left in await retirement.RetiringAsync(ct))
            await _steps.AttemptAsync(left.Table ?? left.Partition, left.Partition, "Clearing up", () => ClearUpAsync(left, plan, free, retirement, ct));
        await RecordAsync(started, ct);
        return _steps.Done;
    }

    private async Task TakeAsync(PlannedStep step, PartitionRetirement retirement, CancellationToken ct)
    {
        switch (step.Action)
        {
            case "CREATE":
                await _steps.CreateAsync(step, ct);
                break;
            case "ANALYZE":
                await _steps.AnalyzeAsync(step.Table, step.Partition!, ct);
                break;
            case "FINALIZE":
                await _steps.FinalizeAsync(step, ct);
                break;
            case "DROP":
                _steps.Add(await retirement.RetireAsync(step, ct));
                break;
            default:
                _steps.Add(Enum.Parse<MaintenanceActionKind>(step.Action, ignoreCase: true), step.Table, step.Partition, step.Details ?? "");
                break;
        }
    }

    // A killed run may leave a partition read-only that no policy wants to go any more, or detached but not dropped.
    private async Task ClearUpAsync(
        RetiringPartition left, IReadOnlyList<PlannedStep> plan, string[] tables, PartitionRetirement retirement, CancellationToken ct)
    {
        if (!left.IsAttached)
            _steps.Add([await retirement.DropDetachedAsync(left.Partition, ct)]);
        else if (tables.Contains(left.Table) && !plan.Any(step => step.Action is "DROP" && step.Partition == left.Partition))
            await retirement.StopAsync(left.Partition, ct);
    }

    private async Task RecordAsync(DateTime started, CancellationToken ct)
    {
        var problem = _steps.Done.FirstOrDefault(action => action.Kind == MaintenanceActionKind.Error);
        await session.ExecuteAsync(
            "SELECT public.record_partition_maintenance($1, $2, nullif($3, ''))",
            ct,
            started,
            _steps.Done.Select(action => action.Kind.ToString().ToUpperInvariant()).ToArray(),
            problem is null ? "" : $"{problem.Table} {problem.Partition} {problem.Details}");
    }
}

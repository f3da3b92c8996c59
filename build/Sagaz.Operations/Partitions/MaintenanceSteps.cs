using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;

namespace Sagaz.Operations.Partitions;

/// <summary>The single steps of maintenance, and what became of them. A step that fails does not stop the others.</summary>
internal sealed class MaintenanceSteps(PartitionSession session, LockPatience patience)
{
    private readonly List<MaintenanceAction> _done = [];

    public IReadOnlyList<MaintenanceAction> Done => _done;

    public LockedStep Locked { get; } = new(session, patience);

    public void Add(MaintenanceActionKind kind, string table, string? partition, string details) =>
        _done.Add(new MaintenanceAction(kind, table, partition, details));

    public void Add(IEnumerable<MaintenanceAction> actions) => _done.AddRange(actions);

    public async Task AttemptAsync(string table, string? partition, string activity, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (PostgresException failure) when (failure.SqlState != PostgresErrorCodes.QueryCanceled && !EndsSession(failure))
        {
            Add(MaintenanceActionKind.Error, table, partition, $"{failure.SqlState}: {activity} failed: {failure.MessageText}");
        }
        catch (OperationFailedException failure)
        {
            Add(MaintenanceActionKind.Error, table, partition, failure.Sentence);
        }
    }

    public async Task CreateAsync(PlannedStep step, CancellationToken ct)
    {
        var (name, moved) = ("", 0L);
        var targets = await session.ListAsync(
            """
            SELECT unnest(public.partition_creation_locks(format('public.%I', table_name)::regclass, $2, $2 + ('1 ' || partition_interval)::interval))::text
            FROM public.partition_policies AS policy
            WHERE table_name = $1
            """,
            row => row.GetString(0), ct, step.Table, step.From!.Value.UtcDateTime);
        if (await Locked.TryAsync([.. targets], MakeAsync, ct) is { } postponed)
        {
            Add(MaintenanceActionKind.Skip, step.Table, null, $"Partition for {step.From:yyyy-MM-dd}: {postponed}");
            return;
        }
        Add(MaintenanceActionKind.Create, step.Table, name, $"Holds {step.Details} from {step.From:yyyy-MM-dd} on.");
        if (moved == 0)
            return;
        Add(MaintenanceActionKind.Move, step.Table, name, $"{moved} rows came out of the default partition.");
        await AnalyzeAsync(step.Table, name, ct);

        async Task MakeAsync(CancellationToken token) => (name, moved) = (await session.ListAsync(
            "SELECT partition_name, moved FROM public.make_partition($1, $2, $3)",
            row => (row.GetString(0), row.GetInt64(1)), token, step.Table, step.Details!, step.From!.Value.UtcDateTime))[0];
    }

    public async Task AnalyzeAsync(string table, string partition, CancellationToken ct)
    {
        var postponed = await Locked.TryAsync([], $"ANALYZE {PartitionNames.Qualified(partition)}", ct);
        Add(
            postponed is null ? MaintenanceActionKind.Analyze : MaintenanceActionKind.Skip,
            table, partition, postponed is null ? "Its statistics are up to date." : $"Not analyzed. {postponed}");
    }

    public async Task FinalizeAsync(PlannedStep step, CancellationToken ct)
    {
        var pending = await Locked.TryAsync([step.Leaf], $"ALTER TABLE {step.Parent} DETACH PARTITION {step.Leaf} FINALIZE", ct);
        Add(
            pending is null ? MaintenanceActionKind.Finalize : MaintenanceActionKind.Skip,
            step.Table, step.Partition, pending ?? "Its concurrent detach had not ended; now it is a table of its own.");
    }

    // The server was stopped, or it stopped this session: nothing more can be done in it.
    private static bool EndsSession(PostgresException failure) =>
        failure.SqlState.StartsWith("57P", StringComparison.Ordinal) || failure.Severity is "FATAL" or "PANIC";
}

using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Partitions;

/// <summary>Makes the partitions that hold given days, beyond what a policy keeps ready.</summary>
/// <param name="server">The leader, directly, as the schema's owner.</param>
/// <param name="patience">How it waits for locks; the defaults where null.</param>
public sealed class PartitionCreation(PostgresEndpoint server, LockPatience? patience = null)
{
    private static readonly TimeSpan OtherMaintenance = TimeSpan.FromSeconds(30);

    /// <summary>Makes what is missing, each in a transaction of its own.</summary>
    /// <returns>What was made, and what was postponed; empty when all were there.</returns>
    /// <exception cref="PreconditionException">The table has no policy, or the span takes too many partitions.</exception>
    /// <exception cref="OperationFailedException">The server refused, or another maintenance did not end.</exception>
    public Task<IReadOnlyList<MaintenanceAction>> CreateAsync(string table, DateSpan span, CancellationToken cancellationToken) =>
        PartitionSession.RunAsync(
            server, "Creating partitions", (session, token) => CreateAsync(session, table, span, token), cancellationToken);

    private async Task<IReadOnlyList<MaintenanceAction>> CreateAsync(
        PartitionSession session, string table, DateSpan span, CancellationToken ct)
    {
        await session.ExecuteAsync("SELECT public.require_leader()", ct);
        var policies = await session.ListAsync(
            "SELECT table_name, partition_interval FROM public.partition_policies ORDER BY 1",
            row => (Table: row.GetString(0), Interval: row.GetString(1)), ct);
        if (!policies.Any(policy => policy.Table == table))
        {
            var nearest = NearestName.Find(table, policies.Select(policy => policy.Table));
            throw new PreconditionException(
                $"Table '{table}' has no row in partition_policies.",
                [$"there are: {string.Join(", ", policies.Select(policy => policy.Table))}"],
                nearest is null ? null : $"--table {nearest}");
        }
        if ((await TableLocks.TakeAsync(session, [table], OtherMaintenance, ct)).Count > 0)
            throw new OperationFailedException($"Another session has been maintaining {table} for {OtherMaintenance.TotalSeconds:0} s.", remedy: "wait for it and run this again");

        var interval = policies.First(policy => policy.Table == table).Interval;
        var missing = await MissingAsync(session, table, span.Starts(Enum.Parse<PartitionInterval>(interval, ignoreCase: true)), ct);
        var steps = new MaintenanceSteps(session, patience ?? new LockPatience());
        foreach (var start in missing)
            await steps.AttemptAsync(table, null, $"Partition for {start:yyyy-MM-dd}", () => steps.CreateAsync(new PlannedStep("CREATE", table, null, start, interval), ct));
        return steps.Done;
    }

    private static async Task<IEnumerable<DateTimeOffset>> MissingAsync(
        PartitionSession session, string table, IReadOnlyList<DateTimeOffset> starts, CancellationToken ct)
    {
        var covered = await session.ListAsync(
            "SELECT range_from, range_to FROM public.partition_ranges($1::text::regclass) WHERE NOT is_default",
            row => (From: row.GetFieldValue<DateTimeOffset?>(0), To: row.GetFieldValue<DateTimeOffset?>(1)), ct, PartitionNames.Qualified(table));
        return starts.Where(start => !covered.Any(range => !(range.From > start) && !(range.To <= start)));
    }
}

using Npgsql;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>Drops the slot that keeps WAL for a replica on the leader, and makes it anew; the same on every runtime.</summary>
internal sealed class DropSlot(Func<ClusterEndpoints> locate, IProgressLog log) : IFault
{
    public FaultVerb Verb => FaultVerbs.DropSlot;

    public async Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        await using var source = locate().Primary(Account.Superuser).CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var slot = target.Replace('-', '_');
        await WaitFor.UntilAsync<bool>(
            $"the slot {slot} to be dropped", Deadlines.Supervised, log, token => DropAsync(connection, slot, token), cancellationToken);
    }

    /// <summary>Patroni 3.0.2 does not: it looks at a list of slots that it read before (slots.py).</summary>
    /// <remarks>Whoever leads by then is asked: the leader of the break may be gone.</remarks>
    public Task HealAsync(string target, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"the slot of {target} to be made anew", Deadlines.Repaired, log, token => MakeAsync(target, token), cancellationToken, interval: Deadlines.AskInterval);

    private async Task<Observation<bool>> MakeAsync(string target, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = locate().Primary(Account.Superuser).CreateDataSource();
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await ExecuteAsync(
                connection,
                "SELECT pg_create_physical_replication_slot($1, true) WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)",
                target.Replace('-', '_'),
                cancellationToken);
            return true;
        }
        catch (NpgsqlException unreachable)
        {
            return new NotYet(unreachable.Message);
        }
    }

    /// <summary>A replica that was cut off is back within milliseconds, and its slot in use again.</summary>
    private static async Task<Observation<bool>> DropAsync(NpgsqlConnection leader, string slot, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(leader, "SELECT pg_terminate_backend(active_pid, 1000) FROM pg_replication_slots WHERE slot_name = $1 AND active", slot, cancellationToken);
            await ExecuteAsync(leader, "SELECT pg_drop_replication_slot($1)", slot, cancellationToken);
            return true;
        }
        catch (PostgresException inUse) when (inUse.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            return new NotYet(inUse.MessageText);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection leader, string sql, string slot, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, leader);
        command.Parameters.Add(new NpgsqlParameter { Value = slot });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

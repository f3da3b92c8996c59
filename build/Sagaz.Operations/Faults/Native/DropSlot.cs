using Npgsql;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Native;

/// <summary>Drops the slot that keeps WAL for a replica on the leader, and makes it anew.</summary>
internal sealed class DropSlot(NativeSite site, Func<ClusterEndpoints> locate) : IFault
{
    public string Name => "drop-slot";

    public string Description => "the replica's slot on the leader is dropped under its stream";

    public FaultSubject Subject => FaultSubject.Replica;

    public async Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        await using var source = locate().Primary(Account.Superuser).CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var slot = target.Replace('-', '_');
        await WaitFor.UntilAsync<bool>(
            $"the slot {slot} to be dropped", Deadlines.Supervised, site.Log, token => DropAsync(connection, slot, token), cancellationToken);
    }

    /// <summary>Patroni 3.0.2 does not: it looks at a list of slots that it read before (slots.py).</summary>
    public async Task HealAsync(string target, CancellationToken cancellationToken)
    {
        await using var source = locate().Primary(Account.Superuser).CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(
            connection,
            "SELECT pg_create_physical_replication_slot($1, true) WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)",
            target.Replace('-', '_'),
            cancellationToken);
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

using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Monitoring;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>Transactions that hold on to every server of a pool, and one more client that waits for one.</summary>
/// <param name="pool">The pool, as an application logs in.</param>
/// <param name="name">Its name in the alert's label.</param>
/// <param name="size">Servers that it may have.</param>
internal sealed class HeldPool(PostgresEndpoint pool, string name, int size) : IAlertScenario
{
    private readonly List<NpgsqlConnection> held = [];
    private NpgsqlDataSource? source;
    private Task waiting = Task.CompletedTask;

    public string Name => "held-pool";

    public IReadOnlyList<ExpectedAlert> Alerts => [new("PoolClientsWait", "pool", name), new("PoolSaturated", "pool", name)];

    /// <summary>PgBouncer counts whole seconds of waiting, and more than one is too many.</summary>
    public TimeSpan Detection => TimeSpan.FromSeconds(2);

    public TimeSpan Recovery => TimeSpan.Zero;

    public bool IsAlone => false;

    public async Task BreakAsync(CancellationToken cancellationToken)
    {
        // The look-up of a password takes a server too: who is to wait for one must have logged in before.
        source = pool.CreateDataSource(commandTimeout: TimeSpan.Zero);
        try
        {
            var patient = await source.OpenConnectionAsync(cancellationToken);
            held.Add(patient);
            while (held.Count <= size)
                held.Add(await HoldAsync(source, cancellationToken));
            waiting = WaitAsync(patient);
        }
        catch (NpgsqlException failure)
        {
            throw new OperationFailedException($"{pool.Name} gave {Math.Max(0, held.Count - 1)} of its {size} servers: {failure.Message}");
        }
    }

    public async Task HealAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in held.Skip(1))
            await connection.DisposeAsync();
        // There is a server for it now, or PgBouncer has refused it.
        await waiting;
        foreach (var patient in held.Take(1))
            await patient.DisposeAsync();
        held.Clear();
        if (source is not null)
            await source.DisposeAsync();
    }

    private static async Task<NpgsqlConnection> HoldAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync(cancellationToken);
        return connection;
    }

    /// <summary>Waits for a server until there is one, or until PgBouncer refuses it after its <c>query_wait_timeout</c>.</summary>
    private static async Task WaitAsync(NpgsqlConnection patient)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT 1", patient);
            await command.ExecuteScalarAsync();
        }
        catch (NpgsqlException)
        {
            // Refused after a minute; whether that was long enough, the alert tells.
            return;
        }
    }
}

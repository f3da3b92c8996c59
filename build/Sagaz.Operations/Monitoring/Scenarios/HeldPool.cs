using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Monitoring;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>Transactions that hold on to every server of a pool, and one more client that waits.</summary>
/// <param name="pool">The pool, as an application logs in.</param>
/// <param name="name">Its name in the alert's label.</param>
/// <param name="size">Servers that it may have.</param>
internal sealed class HeldPool(PostgresEndpoint pool, string name, int size) : IAlertScenario
{
    private readonly List<NpgsqlConnection> held = [];
    private NpgsqlDataSource? source;
    private NpgsqlDataSource? patientSource;
    private Task waiting = Task.CompletedTask;

    public string Name => "held-pool";

    public IReadOnlyList<ExpectedAlert> Alerts => [new("PoolClientsWait", "pool", name), new("PoolSaturated", "pool", name)];

    /// <summary>PgBouncer counts whole seconds of waiting, and more than one is too many.</summary>
    public TimeSpan Detection => TimeSpan.FromSeconds(2);

    public TimeSpan Recovery => TimeSpan.Zero;

    public bool IsAlone => false;

    public async Task BreakAsync(CancellationToken cancellationToken)
    {
        source = pool.CreateDataSource();
        try
        {
            while (held.Count < size)
                held.Add(await HoldAsync(source, cancellationToken));
        }
        catch (NpgsqlException failure)
        {
            throw new OperationFailedException($"{pool.Name} gave {held.Count} of its {size} servers: {failure.Message}");
        }
        // Npgsql asks the server for its types while it connects, so it is connecting that waits.
        patientSource = pool.CreateDataSource(connectTimeout: TimeSpan.FromMinutes(5));
        waiting = WaitAsync(patientSource);
    }

    public async Task HealAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in held)
            await connection.DisposeAsync();
        held.Clear();
        // There is a server for it now, or PgBouncer has refused it.
        await waiting;
        foreach (var open in new[] { source, patientSource }.OfType<NpgsqlDataSource>())
            await open.DisposeAsync();
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
    private static async Task WaitAsync(NpgsqlDataSource source)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 0 };
            await command.ExecuteScalarAsync();
        }
        catch (NpgsqlException)
        {
            // Refused after a minute; whether that was long enough, the alert tells.
            return;
        }
    }
}

using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Schema;

/// <summary>A database of one run, provisioned as the application's is, and dropped when the run has used it.</summary>
/// <remarks>
/// Its maker holds an advisory lock on its name as long as it lives, so a database whose lock is free was left behind by a
/// killed run and is removed by the next. Nothing of it waits for a synchronous replica: it may be lost.
/// </remarks>
internal sealed class ScratchDatabase(PostgresEndpoint superuser, ProvisioningScripts provisioning, IProgressLog log)
{
    /// <summary>What every scratch database's name begins with.</summary>
    public const string Prefix = "sagaz_drift_";

    private static readonly TimeSpan StatementDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DropDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Makes the database, lets <paramref name="work"/> use it, and drops it whatever came of that.</summary>
    /// <param name="runId">Makes its name this run's own.</param>
    /// <param name="work">Is given the superuser's endpoint with the database's name.</param>
    /// <param name="ct">Ends it; the database is dropped all the same.</param>
    /// <exception cref="NpgsqlException">The server refused or cannot be reached.</exception>
    public async Task<T> UseAsync<T>(string runId, Func<PostgresEndpoint, Task<T>> work, CancellationToken ct)
    {
        var name = Prefix + new string([.. runId.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_').Take(40)]);
        await using var source = (superuser with { Database = "postgres" }).CreateDataSource(Deadlines.Connected, StatementDeadline);
        await using var connection = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"SET synchronous_commit = local; SET lock_timeout = {LockDeadline.TotalMilliseconds:0}", ct);
        await RemoveLeftoversAsync(connection, ct);
        await using (var hold = new NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = name } } })
            await hold.ExecuteNonQueryAsync(ct);
        try
        {
            await ExecuteAsync(connection, $"CREATE DATABASE {name} OWNER sagaz_owner ENCODING 'UTF8' TEMPLATE template0", ct);
            await ExecuteAsync(connection, $"ALTER DATABASE {name} SET synchronous_commit = local", ct);
            await ProvisionAsync(name, ct);
            return await work(superuser with { Database = name });
        }
        finally
        {
            await DropAsync(connection, name);
        }
    }

    private async Task RemoveLeftoversAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var look = new NpgsqlCommand(
            "SELECT datname::text FROM pg_database WHERE starts_with(datname, $1) AND pg_try_advisory_lock(hashtextextended(datname::text, 0))",
            connection)
        {
            Parameters = { new() { Value = Prefix } },
        };
        var leftovers = new List<string>();
        await using (var reader = await look.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                leftovers.Add(reader.GetString(0));
        }

        foreach (var name in leftovers)
        {
            log.Information($"Removing database {name}, which a killed run left behind.");
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {new NpgsqlCommandBuilder().QuoteIdentifier(name)} WITH (FORCE)", ct);
        }
    }

    // The scripts name the application's database where they set the rights on it.
    private async Task ProvisionAsync(string name, CancellationToken ct)
    {
        await using var source = (superuser with { Database = name }).CreateDataSource(Deadlines.Connected);
        await using var connection = await source.OpenConnectionAsync(ct);
        foreach (var script in provisioning.EveryDatabase.Concat(provisioning.Database))
            await ExecuteAsync(connection, "SET client_min_messages = warning; " + script.Replace("ON DATABASE sagaz ", $"ON DATABASE {name} ", StringComparison.Ordinal), ct);
    }

    // A failure here must not hide the one that led here, and the next run tries again.
    private async Task DropAsync(NpgsqlConnection connection, string name)
    {
        using var deadline = new CancellationTokenSource(DropDeadline);
        try
        {
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", deadline.Token);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or InvalidOperationException)
        {
            log.Warning($"Database {name} could not be dropped: {failure.Message.TrimEnd('.')}. The next VerifySchema removes it.");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}

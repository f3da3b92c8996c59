using System.Security.Cryptography;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Replication;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Replication;

/// <summary>The canary's own schema and table, made and removed as superuser on the leader directly.</summary>
internal sealed class CanaryTable(CanarySchema schema)
{
    private static readonly TimeSpan DropDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DropPause = TimeSpan.FromMilliseconds(250);

    // Administration must not hang where no standby acknowledges; the canary rows themselves do wait for one.
    private const string SessionSettings = "SET synchronous_commit = local; SET lock_timeout = '5s'; SET statement_timeout = '10s';";

    /// <summary>The table's name, with its schema.</summary>
    public string Name => $"{schema.Name}.canary";

    /// <summary>Names a new table by the leader's clock; nothing is created yet.</summary>
    /// <returns>The table, and the schemas that killed runs left and that were removed just now.</returns>
    public static async Task<(CanaryTable Table, IReadOnlyList<string> Removed)> PrepareAsync(
        PostgresEndpoint leader,
        CancellationToken cancellationToken)
    {
        await using var source = leader.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var look = new NpgsqlCommand(
            $"SELECT clock_timestamp(), array(SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname, '{CanarySchema.Prefix}') ORDER BY nspname)",
            connection);
        DateTimeOffset now;
        List<string> leftovers;
        await using (var row = await look.ExecuteReaderAsync(cancellationToken))
        {
            await row.ReadAsync(cancellationToken);
            now = row.GetFieldValue<DateTimeOffset>(0);
            leftovers = [.. row.GetFieldValue<string[]>(1).Where(name => CanarySchema.TryParse(name)?.IsLeftover(now) == true)];
        }

        foreach (var leftover in leftovers)
            await ExecuteAsync(connection, $"DROP SCHEMA IF EXISTS {leftover} CASCADE", cancellationToken);
        return (new CanaryTable(new CanarySchema(now, RandomNumberGenerator.GetHexString(6, lowercase: true))), leftovers);
    }

    /// <summary>Creates it and lets these roles read and write it.</summary>
    public async Task CreateAsync(PostgresEndpoint leader, IEnumerable<string> roles, CancellationToken cancellationToken)
    {
        var grantees = string.Join(", ", roles.Distinct().Select(QuoteIdentifier));
        await using var source = leader.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(
            connection,
            $"""
            CREATE SCHEMA {schema.Name};
            CREATE TABLE {Name} (id integer PRIMARY KEY);
            GRANT USAGE ON SCHEMA {schema.Name} TO {grantees};
            GRANT SELECT, INSERT ON {Name} TO {grantees};
            """,
            cancellationToken);
    }

    /// <summary>Removes it, wherever the leader is by now; takes at most ten seconds, whatever else was cancelled.</summary>
    /// <param name="leader">Who led when it was made, and is asked first.</param>
    /// <param name="others">Who may lead since.</param>
    /// <returns>What could not be removed, and why; empty when nothing is left.</returns>
    public async Task<IReadOnlyList<string>> DropAsync(PostgresEndpoint leader, IReadOnlyList<PostgresEndpoint> others)
    {
        using var deadline = new CancellationTokenSource(DropDeadline);
        while (true)
        {
            var failure = await TryDropAsync(leader, deadline.Token);
            if (failure.Length == 0)
                return [];
            var failures = await Task.WhenAll(others.Select(member => TryDropAsync(member, deadline.Token)));
            if (failures.Contains(""))
                return [];
            if (deadline.IsCancellationRequested)
                return [$"schema {schema.Name} ({string.Join("; ", failures.Prepend(failure))})"];
            await Task.WhenAny(Task.Delay(DropPause, deadline.Token));
        }
    }

    // Empty when a writable member holds no such schema any more, else the reason.
    private async Task<string> TryDropAsync(PostgresEndpoint member, CancellationToken deadline)
    {
        try
        {
            await using var source = member.CreateDataSource();
            await using var connection = await source.OpenConnectionAsync(deadline);
            await ExecuteAsync(connection, $"DROP SCHEMA IF EXISTS {schema.Name} CASCADE", deadline);
            await using var look = new NpgsqlCommand($"SELECT count(*) FROM pg_namespace WHERE nspname = '{schema.Name}'", connection);
            return await look.ExecuteScalarAsync(deadline) is 0L ? "" : $"{member.Name}: it is still there";
        }
        catch (Exception exception) when (ConnectionFailure.Is(exception, CancellationToken.None))
        {
            return $"{member.Name}: {ConnectionFailure.Describe(exception)}";
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statements, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SessionSettings + statements, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string QuoteIdentifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

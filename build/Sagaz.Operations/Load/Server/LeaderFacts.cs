using Npgsql;
using Sagaz.Core.Load;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Server;

/// <summary>Single questions to the leader at the beginning and the end of a load.</summary>
/// <param name="leader">The write frontend, as its superuser.</param>
internal sealed class LeaderFacts(PostgresEndpoint leader)
{
    private const int CheckpointerView = 170000;

    private const string Ages = """
        SELECT count(*), percentile_disc(ARRAY[0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 1]) WITHIN GROUP (ORDER BY age), avg(age)
        FROM (
          SELECT (extract(epoch FROM coalesce(claimed_at, $2) - created_at) * 1000)::double precision AS age
          FROM saga_outbox WHERE aggregate_type = 'load' AND created_at >= $1 AND created_at < $2) AS events
        """;

    private const string Sick = """
        SELECT coalesce((SELECT sum(n_dead_tup) FROM pg_stat_user_tables WHERE relname LIKE 'saga\_outbox\_%' AND relname <> 'saga_outbox_archive'), 0)::bigint,
          greatest(
            (SELECT max(age(backend_xmin)) FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid()),
            (SELECT max(age(backend_xmin)) FROM pg_stat_replication),
            (SELECT max(age(xmin)) FROM pg_replication_slots), 0)::bigint
        """;

    /// <summary>The server's time, the end of its WAL, and how many checkpoints began since it started.</summary>
    public Task<(DateTime Now, long Position, long Checkpoints)> ReadAsync(CancellationToken cancellationToken) => AskAsync(
        async (connection, token) =>
        {
            var sum = connection.PostgreSqlVersion.Major * 10_000 >= CheckpointerView
                ? "SELECT num_timed + num_requested FROM pg_stat_checkpointer"
                : "SELECT checkpoints_timed + checkpoints_req FROM pg_stat_bgwriter";
            await using var command = new NpgsqlCommand($"SELECT clock_timestamp(), pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, ({sum})", connection);
            await using var row = await command.ExecuteReaderAsync(token);
            await row.ReadAsync(token);
            return (row.GetDateTime(0), row.GetInt64(1), row.GetInt64(2));
        },
        cancellationToken);

    /// <summary>How old events of the load were when they were claimed; and how many came.</summary>
    public Task<LatencyFigures> ReadAgesAsync(DateTime from, DateTime to, CancellationToken cancellationToken) => AskAsync(
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(Ages, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = from });
            command.Parameters.Add(new NpgsqlParameter { Value = to });
            await using var row = await command.ExecuteReaderAsync(token);
            await row.ReadAsync(token);
            if (row.GetInt64(0) == 0)
                return LatencyFigures.Empty;
            var at = row.GetFieldValue<double[]>(1).Select(age => Math.Round(age, 2)).ToArray();
            return new LatencyFigures { Count = row.GetInt64(0), Mean = row.GetDouble(2), P50 = at[0], P90 = at[1], P95 = at[2], P99 = at[3], P999 = at[4], P9999 = at[5], Max = at[6] };
        },
        cancellationToken);

    /// <summary>Dead rows of the outbox, and how far behind the oldest snapshot is.</summary>
    public Task<(long DeadRows, long SnapshotAge)> ReadSicknessAsync(CancellationToken cancellationToken) => AskAsync(
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(Sick, connection);
            await using var row = await command.ExecuteReaderAsync(token);
            await row.ReadAsync(token);
            return (row.GetInt64(0), row.GetInt64(1));
        },
        cancellationToken);

    private async Task<T> AskAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = leader.CreateDataSource(commandTimeout: TimeSpan.FromMinutes(2));
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await ask(connection, cancellationToken);
        }
        catch (NpgsqlException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw PostgresFacts.Failure($"Asking {leader.Name} about the load", failure);
        }
    }
}

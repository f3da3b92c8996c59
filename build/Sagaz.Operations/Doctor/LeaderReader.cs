using Npgsql;
using Sagaz.Core.Doctor;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Replication;

namespace Sagaz.Operations.Doctor;

/// <summary>Reads what the leader's catalogs and statistics say.</summary>
internal static class LeaderReader
{
    private const string OpenTransactions = """
        SELECT pid, coalesce(usename, ''), state, extract(epoch FROM clock_timestamp() - xact_start)::float8
        FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND state IS NOT NULL AND pid <> pg_backend_pid()
          AND xact_start IS NOT NULL
        ORDER BY xact_start
        """;

    private const string Streaming = "SELECT application_name FROM pg_stat_replication WHERE state = 'streaming'";
    private const string PreparedTransactions = "SELECT gid, owner::text, extract(epoch FROM clock_timestamp() - prepared)::float8 FROM pg_prepared_xacts ORDER BY prepared";
    private const string DeadRows = "SELECT relid::regclass::text, n_dead_tup, n_live_tup FROM pg_stat_user_tables WHERE n_dead_tup > 0 ORDER BY n_dead_tup DESC";

    private const string AutovacuumOff = """
        SELECT oid::regclass::text FROM pg_class
        WHERE relkind IN ('r', 'm') AND reloptions && ARRAY['autovacuum_enabled=off', 'autovacuum_enabled=false'] ORDER BY 1
        """;

    /// <exception cref="NpgsqlException">It does not answer any more.</exception>
    public static async Task<LeaderSymptoms> ReadAsync(PostgresEndpoint leader, CancellationToken cancellationToken)
    {
        await using var source = leader.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        Task<IReadOnlyList<string>> Texts(string sql) => ListAsync(connection, sql, row => row.GetString(0), cancellationToken);
        return new LeaderSymptoms
        {
            Streaming = await Texts(Streaming),
            Slots = await MemberReader.ReadSlotsAsync(connection, cancellationToken),
            OpenTransactions = await ListAsync(
                connection, OpenTransactions,
                row => new OpenTransaction(row.GetInt32(0), row.GetString(1), row.GetString(2), TimeSpan.FromSeconds(row.GetDouble(3))), cancellationToken),
            PreparedTransactions = await ListAsync(
                connection, PreparedTransactions,
                row => new PreparedTransaction(row.GetString(0), row.GetString(1), TimeSpan.FromSeconds(row.GetDouble(2))), cancellationToken),
            TransactionIdAge = (await ListAsync(connection, "SELECT max(age(datfrozenxid))::bigint FROM pg_database", row => row.GetInt64(0), cancellationToken))[0],
            DeadRows = await ListAsync(connection, DeadRows, row => new DeadRows(row.GetString(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken),
            IsAutovacuumOn = (await Texts("SHOW autovacuum"))[0] == "on",
            AutovacuumOff = await Texts(AutovacuumOff),
        };
    }

    private static async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var question = new NpgsqlCommand(sql, connection);
        await using var rows = await question.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            all.Add(read(rows));
        return all;
    }
}

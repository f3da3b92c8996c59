using Npgsql;
using Sagaz.Core.Load;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Server;

/// <summary>Looks at the leader every 100 ms: where its WAL ends, what each replica has replayed, and what sessions of the load wait for.</summary>
/// <param name="leader">The write frontend, which follows whoever leads, as a role of pg_monitor.</param>
/// <param name="roles">Roles of the load.</param>
internal sealed class LeaderWatch(PostgresEndpoint leader, IReadOnlyList<string> roles) : IAsyncDisposable
{
    private const int LooksPerWait = 5;
    private const string Positions = """
        SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, coalesce(r.application_name, ''),
          coalesce(pg_wal_lsn_diff(r.replay_lsn, '0/0')::bigint, 0), coalesce(extract(epoch FROM r.replay_lag) * 1000, 0)::double precision,
          concat(inet_server_addr(), ':', inet_server_port())
        FROM (VALUES (1)) AS one LEFT JOIN pg_stat_replication AS r ON r.usename = 'replicator' AND r.state = 'streaming'
        """;

    private const string Waiting = """
        SELECT coalesce(wait_event_type || ': ' || wait_event, 'CPU'), count(*)::integer
        FROM pg_stat_activity WHERE usename = ANY ($1) AND state = 'active' GROUP BY 1
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly NpgsqlDataSource source = leader.CreateDataSource(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), isPatient: false);
    private readonly ReplicationLagTrace trace = new();
    private readonly List<ServerSample> samples = [];
    private readonly SortedDictionary<string, int> waits = new(StringComparer.Ordinal);
    private NpgsqlConnection? connection;
    private NpgsqlCommand? positions;
    private NpgsqlCommand? waiting;
    private (double At, ulong Position)? last;

    public IReadOnlyList<ServerSample> Samples => samples;

    public IReadOnlyDictionary<string, int> Waits => waits;

    /// <summary>Looks until it is cancelled; a leader that does not answer leaves a gap.</summary>
    public async Task RunAsync(Func<double> now, double from, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(Interval);
        for (var look = 0; await ticks.WaitForNextTickAsync(cancellationToken); look++)
        {
            try
            {
                if (connection is null)
                    await OpenAsync(cancellationToken);
                await LookAsync(now, cancellationToken);
                if (look % LooksPerWait == 0 && now() >= from)
                    await LookAtWaitsAsync(cancellationToken);
            }
            catch (Exception gone) when (gone is NpgsqlException or TimeoutException or IOException && !cancellationToken.IsCancellationRequested)
            {
                await DropAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        await source.DisposeAsync();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        connection = await source.OpenConnectionAsync(cancellationToken);
        positions = new NpgsqlCommand(Positions, connection);
        waiting = new NpgsqlCommand(Waiting, connection) { Parameters = { new NpgsqlParameter { Value = roles.ToArray() } } };
        await positions.PrepareAsync(cancellationToken);
        await waiting.PrepareAsync(cancellationToken);
    }

    private async Task LookAsync(Func<double> now, CancellationToken cancellationToken)
    {
        await using var row = await positions!.ExecuteReaderAsync(cancellationToken);
        var (position, server, replicas) = (0UL, "", new Dictionary<string, (ulong, double)>());
        while (await row.ReadAsync(cancellationToken))
        {
            (position, server) = ((ulong)row.GetInt64(0), row.GetString(4));
            if (row.GetString(1) is { Length: > 0 } name)
                replicas[name] = ((ulong)row.GetInt64(2), row.GetDouble(3));
        }
        var at = now();
        var rate = last is { } before && at > before.At && position > before.Position ? (position - before.Position) / (at - before.At) : 0;
        last = (at, position);
        samples.Add(new ServerSample
        {
            At = Math.Round(at, 3),
            LagMs = trace.Add(at * 1000, server, position, replicas).ToDictionary(lag => lag.Key, lag => Math.Round(lag.Value, 2)),
            WalBytesPerSecond = Math.Round(rate),
        });
    }

    private async Task LookAtWaitsAsync(CancellationToken cancellationToken)
    {
        await using var row = await waiting!.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            waits[row.GetString(0)] = waits.GetValueOrDefault(row.GetString(0)) + row.GetInt32(1);
    }

    private async Task DropAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        connection = null;
    }
}

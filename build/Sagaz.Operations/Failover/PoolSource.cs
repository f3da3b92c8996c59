using Npgsql;
using Sagaz.Core.Failover;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Failover;

/// <summary>A probe through pgbouncer-rw: which member answers.</summary>
/// <param name="pool">pgbouncer-rw.</param>
/// <param name="memberAt">The member that listens on a port.</param>
internal sealed class PoolSource(PostgresEndpoint pool, Func<int, string> memberAt) : ISightingSource, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly NpgsqlDataSource source = pool.CreateDataSource(Patience, Patience, isPatient: false);

    public TimeSpan Interval => TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<(SightingPlace Place, string Member)>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var probe = source.CreateCommand("SELECT inet_server_port()");
            return [(SightingPlace.Pool, memberAt((int)(await probe.ExecuteScalarAsync(cancellationToken))!))];
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or FormatException or IOException)
        {
            return [(SightingPlace.Pool, "")];
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}

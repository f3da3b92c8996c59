using Npgsql;
using Sagaz.Core.Failover;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Failover;

/// <summary>A probe through pgbouncer-rw: which member answers.</summary>
/// <param name="pool">pgbouncer-rw.</param>
/// <param name="members">Knows a member by its server.</param>
internal sealed class PoolSource(PostgresEndpoint pool, ServerIdentity members) : ISightingSource, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly NpgsqlDataSource source = pool.CreateDataSource(Patience, Patience, isPatient: false);

    public TimeSpan Interval => TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<(SightingPlace Place, string Member)>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var probe = source.CreateCommand(ServerIdentity.Question);
            return [(SightingPlace.Pool, await members.NameAsync((DateTime)(await probe.ExecuteScalarAsync(cancellationToken))!, cancellationToken))];
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or FormatException or IOException)
        {
            return [(SightingPlace.Pool, "")];
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}

using Sagaz.Core.Replication;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Replication;

/// <summary>Finds out where fresh connections through a pool end up.</summary>
/// <remarks>
/// Connections are made in waves of <see cref="WaveSize"/> that are held open together, each in a transaction: one
/// after the other, a pool would hand out the same server connection every time. A server is known by the moment
/// its postmaster started, because addresses are not the same from every side of a proxy.
/// </remarks>
/// <param name="pool">The pool, as the application reaches it.</param>
public sealed class PoolRoutingProbe(PostgresEndpoint pool)
{
    /// <summary>Connections held open at once; few, so that the application keeps its share of the pool.</summary>
    public const int WaveSize = 5;

    private static readonly TimeSpan ConnectionDeadline = TimeSpan.FromSeconds(5);

    /// <summary>Makes the connections, asks, and closes them; after a wave that wholly failed the rest is not tried.</summary>
    /// <param name="attempts">Connections to make.</param>
    /// <param name="snapshot">Gives servers their names.</param>
    /// <param name="cancellationToken">Ends the asking with <see cref="OperationCanceledException"/>.</param>
    public async Task<PoolRouting> ReadAsync(
        int attempts,
        ReplicationSnapshot snapshot,
        CancellationToken cancellationToken = default)
    {
        List<RoutedConnection> connections = [];
        List<string> failures = [];
        foreach (var wave in Enumerable.Range(0, attempts).Chunk(WaveSize))
        {
            var visits = await VisitAsync(wave.Length, snapshot, cancellationToken);
            connections.AddRange(visits.Select(visit => visit.Answer).OfType<RoutedConnection>());
            failures.AddRange(visits.Select(visit => visit.Failure).Where(failure => failure.Length > 0));
            if (visits.All(visit => visit.Answer is null))
                break;
        }

        return new PoolRouting { Pool = pool.Name, Attempts = attempts, Connections = connections, Failures = failures };
    }

    private async Task<IReadOnlyList<PoolVisit>> VisitAsync(
        int count,
        ReplicationSnapshot snapshot,
        CancellationToken cancellationToken)
    {
        await using var source = pool.CreateDataSource(ConnectionDeadline, ConnectionDeadline);
        var visits = Enumerable.Range(0, count).Select(_ => new PoolVisit(source)).ToList();
        try
        {
            await Task.WhenAll(visits.Select(visit => visit.AskAsync(snapshot, ConnectionDeadline, cancellationToken)));
        }
        finally
        {
            foreach (var visit in visits)
                await visit.DisposeAsync();
        }

        return visits;
    }
}

using System.Globalization;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Status;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>PoolClients</c> and <c>KillClient</c>: who is connected to a pool, and ending one of them.</summary>
public static class PoolClients
{
    /// <summary>The clients of a pool as a table, those that wait longest first.</summary>
    /// <exception cref="Processes.CommandFailedException">The pool does not answer.</exception>
    public static async Task<IReadOnlyList<string>> ListAsync(ClusterContext cluster, PoolName pool, CancellationToken cancellationToken)
    {
        var clients = await Console(cluster, pool).ReadClientsAsync(cancellationToken);
        return TextTable.Render(PoolClient.Header, clients
            .OrderByDescending(client => client.Wait).ThenByDescending(client => client.ServerProcess is not null).ThenBy(client => client.ConnectedAt, StringComparer.Ordinal)
            .Select(client => client.Cells));
    }

    /// <summary>Ends one client: by PgBouncer where the release can, else by the server session that it holds.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pool">Its pool.</param>
    /// <param name="id">As <see cref="ListAsync"/> shows it.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="PreconditionException">There is no such client, or this PgBouncer cannot end one that holds no server.</exception>
    public static async Task KillAsync(ClusterContext cluster, PoolName pool, string? id, CancellationToken cancellationToken)
    {
        var console = Console(cluster, pool);
        var client = (await console.ReadClientsAsync(cancellationToken)).FirstOrDefault(candidate => candidate.Id == id)
            ?? throw new PreconditionException($"The pool has no client '{id}'.", remedy: $"./build.sh PoolClients --pool {pool.ToString().ToLowerInvariant()}");
        if (!await console.TryKillClientAsync(client.Id, cancellationToken) && !await EndSessionAsync(cluster, pool, client, cancellationToken))
        {
            throw new PreconditionException(
                $"Client {client.Id} holds no server now, and this release of PgBouncer cannot end such a client.",
                [$"{client.User} from {client.Address}, {client.State}"], "try again while it is active, or end it where it runs");
        }
        cluster.Log.Information($"ended {client.User} from {client.Address}");
    }

    private static PoolConsole Console(ClusterContext cluster, PoolName pool)
    {
        var endpoints = cluster.Locate();
        return endpoints.ConsoleOf(cluster.Commands, pool == PoolName.Rw ? endpoints.ReadWritePool(Account.Superuser) : endpoints.ReadOnlyPool(Account.Superuser));
    }

    /// <summary>Whether a session of that process was there, and the client's, on one of the members that the pool may use.</summary>
    private static async Task<bool> EndSessionAsync(ClusterContext cluster, PoolName pool, PoolClient client, CancellationToken cancellationToken)
    {
        if (client.ServerProcess is not { } process)
            return false;
        foreach (var server in Servers(cluster, pool))
        {
            await using var source = server.CreateDataSource();
            await using var end = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND usename = $2 AND backend_type = 'client backend'");
            end.Parameters.Add(new NpgsqlParameter { Value = process });
            end.Parameters.Add(new NpgsqlParameter { Value = client.User });
            if (await end.ExecuteScalarAsync(cancellationToken) is true)
                return true;
        }
        return false;
    }

    private static IReadOnlyList<PostgresEndpoint> Servers(ClusterContext cluster, PoolName pool) =>
        pool == PoolName.Rw ? [cluster.Locate().Primary(Account.Superuser)] : cluster.Locate().Members(Account.Superuser);
}

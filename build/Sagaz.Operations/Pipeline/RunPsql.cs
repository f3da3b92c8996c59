using Sagaz.Core.Errors;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Psql</c>: psql on one of the cluster's servers, as the superuser.</summary>
public static class RunPsql
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="server">Where to connect to.</param>
    /// <param name="sql">One command to run; null for a session on this terminal.</param>
    /// <param name="cancellationToken">Ends psql.</param>
    /// <exception cref="OperationFailedException">psql ended with an error.</exception>
    public static async Task RunAsync(ClusterContext cluster, PsqlServer server, string? sql, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        var endpoint = server switch
        {
            PsqlServer.Primary => endpoints.Primary(Account.Superuser),
            PsqlServer.Replica => endpoints.Replica(Account.Superuser),
            PsqlServer.Rw => endpoints.ReadWritePool(Account.Superuser),
            _ => endpoints.ReadOnlyPool(Account.Superuser),
        };
        string[] arguments = sql is null ? [] : ["--set", "ON_ERROR_STOP=1", "--command", sql];
        var code = await cluster.Commands.RunAttachedAsync(Psql.Command(endpoint, arguments), cancellationToken);
        if (code != 0)
            throw new OperationFailedException($"psql on {endpoint.Name} ended with code {code}; its own message stands above.");
    }
}

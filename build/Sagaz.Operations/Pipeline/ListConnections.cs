using Sagaz.Core.Status;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Connections</c>: the URLs by which applications and people reach the cluster.</summary>
public static class ListConnections
{
    private const string Hidden = "***";

    /// <summary>The lines to print.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="showSecrets">Whether passwords stand in the URLs.</param>
    /// <exception cref="Core.Errors.PreconditionException">The cluster was never prepared.</exception>
    public static IReadOnlyList<string> Lines(ClusterContext cluster, bool showSecrets)
    {
        var endpoints = cluster.Runtime.Locate();
        // Ports of this machine lead into Kubernetes only while a target runs: there, applications use the Services.
        string Url(PostgresEndpoint endpoint) => ConnectionUrl.Of(
            cluster.Runtime is KubernetesRuntime ? KubernetesRuntime.InCluster(endpoint) : endpoint, showSecrets ? endpoint.Password : Hidden);
        // Its address leads to one of several there; Status and PoolClients ask each.
        var console = cluster.Runtime is KubernetesRuntime ? "SHOW POOLS, SHOW STATS of one pooler" : "SHOW POOLS, SHOW STATS";
        return
        [
            .. TextTable.Render(
                ["SERVICE", "FOR", "URL"],
                [
                    ["postgres-primary", "administration", Url(endpoints.Primary(Account.Superuser))],
                    ["postgres-replica", "administration", Url(endpoints.Replica(Account.Superuser))],
                    ["pgbouncer-rw", "applications: writes", Url(endpoints.ReadWritePool(Account.Application))],
                    ["pgbouncer-ro", "applications: reads", Url(endpoints.ReadOnlyPool(Account.ReadOnly))],
                    ["pgbouncer-rw", console, Url(Console(endpoints.ReadWritePool(Account.PoolStatistics)))],
                    ["pgbouncer-ro", console, Url(Console(endpoints.ReadOnlyPool(Account.PoolStatistics)))],
                    .. !cluster.Topology.HasMonitoring ? Array.Empty<string[]>() :
                    [
                        ["prometheus", "metrics, rules, targets", endpoints.Prometheus.ToString()],
                        ["alertmanager", "alerts", endpoints.Alertmanager.ToString()],
                    ],
                ]),
            "",
            // Quoted for a shell, which would take the & for its own; .env readers strip the quotes.
            $"SAGAZ_STORAGE_URL='{Url(endpoints.ReadWritePool(Account.Application))}'",
            $"SAGAZ_ANALYTICS_URL='{Url(endpoints.ReadOnlyPool(Account.ReadOnly))}'",
            .. showSecrets ? Array.Empty<string>() : ["", "The passwords are hidden; --show-secrets shows them."],
        ];
    }

    private static PostgresEndpoint Console(PostgresEndpoint pool) => pool with { Database = PgBouncerConsole.Database };
}

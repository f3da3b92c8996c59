using System.Globalization;
using Sagaz.Core.Topology;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>One pool in front of one of HAProxy's frontends.</summary>
internal static class PgBouncerService
{
    public static ServiceDefinition Define(
        PoolTopology pool, int port, int frontend, ClusterTopology topology, NativeLayout layout, NativeTools tools, IReadOnlyDictionary<string, string> passwords)
    {
        var file = layout.ConfigurationOf(pool.Name + ".ini");
        var users = layout.ConfigurationOf(pool.Name + ".users");
        var pidFile = Path.Combine(layout.Run, pool.Name + ".pid");
        var store = layout.CertificateStore(TimeProvider.System);
        return new ServiceDefinition
        {
            Name = pool.Name,
            CommandLine = [tools.PgBouncer.File, file],
            Files = new Dictionary<string, string>
            {
                [file] = Render(pool, port, frontend, topology, layout, tools.HasPreparedStatements, users, pidFile),
                [users] = Users(passwords),
            },
            AlsoReads = [store.FilesOf(pool.Name).Certificate, store.RootCertificate],
            StaleFiles = [pidFile],
            Reload = Reload.Hangup,
        };
    }

    // server_login_retry: its default of 15 s alone would turn a failover of 5 s into one of 15 s.
    private static string Render(
        PoolTopology pool, int port, int frontend, ClusterTopology topology, NativeLayout layout, bool preparedStatements, string users, string pidFile)
    {
        var store = layout.CertificateStore(TimeProvider.System);
        var own = store.FilesOf(pool.Name);
        return string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            {topology.Database} = host=127.0.0.1 port={frontend} dbname={topology.Database}

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            pidfile = {pidFile}
            pool_mode = {pool.Mode.ToString().ToLowerInvariant()}
            max_client_conn = {pool.MaxClientConnections}
            default_pool_size = {pool.Size}
            min_pool_size = {pool.MinimumSize}
            max_db_connections = {pool.ServerConnections}
            server_lifetime = {pool.ServerLifetime.TotalSeconds:0}
            server_login_retry = 0.2
            server_connect_timeout = 3
            query_wait_timeout = 60
            {(preparedStatements && pool.Mode == PoolMode.Transaction ? "max_prepared_statements = 200" : "")}
            ignore_startup_parameters = extra_float_digits
            auth_type = scram-sha-256
            auth_file = {users}
            auth_user = {Account.PgBouncer}
            auth_query = SELECT username, password FROM pgbouncer.get_auth($1)
            admin_users = {Account.Superuser}
            stats_users = {Account.PoolStatistics}
            client_tls_sslmode = require
            client_tls_cert_file = {own.Certificate}
            client_tls_key_file = {own.Key}
            client_tls_protocols = secure
            server_tls_sslmode = verify-full
            server_tls_ca_file = {store.RootCertificate}
            log_connections = 0
            log_disconnections = 0

            """);
    }

    private static string Users(IReadOnlyDictionary<string, string> passwords) => string.Concat(
        new[] { Account.Superuser, Account.PgBouncer, Account.PoolStatistics }
            .Select(account => $"\"{account}\" \"{passwords[account].Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
}

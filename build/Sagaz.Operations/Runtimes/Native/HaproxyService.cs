using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>The proxy that asks Patroni who leads: <c>postgres-primary</c> and <c>postgres-replica</c>.</summary>
internal static class HaproxyService
{
    public const string Name = "haproxy";

    public static ServiceDefinition Define(ClusterTopology topology, NativeLayout layout, string program)
    {
        var file = layout.ConfigurationOf("haproxy.cfg");
        var store = layout.CertificateStore(TimeProvider.System);
        return new ServiceDefinition
        {
            Name = Name,
            // A master process takes SIGUSR2 and hands over to a new worker without dropping sessions.
            CommandLine = [program, "-W", "-db", "-f", file],
            Files = new Dictionary<string, string>
            {
                [file] = Render(topology, store.RootCertificate, store.FilesOf(Name).Bundle, SocketIn(layout), StatesIn(layout)),
            },
            AlsoReads = [store.FilesOf(Name).Certificate, store.RootCertificate],
            StaleFiles = [StatesIn(layout)],
            Reload = Reload.UserSignal2,
        };
    }

    /// <summary>Where HAProxy takes commands of its runtime API.</summary>
    public static string SocketIn(NativeLayout layout) => Path.Combine(layout.Run, "haproxy.sock");

    /// <summary>Which servers are up, for a new worker: without it, it takes every server for up, and sends writers to replicas, until its first checks.</summary>
    public static string StatesIn(NativeLayout layout) => Path.Combine(layout.Run, "haproxy.states");

    // retries 0 and on-error mark-down: PgBouncer must see a dead leader at once instead of waiting for reconnects.
    private static string Render(ClusterTopology topology, string authority, string certificate, string socket, string states) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        global
            log stdout format raw local0 notice
            maxconn 8000
            # A new process takes every server for the leader until the first checks; they come at once, not spread over a second.
            max-spread-checks 200ms
            set-var proc.begin date(0,ms)
            stats socket {socket} mode 600 level admin
            server-state-file {states}

        defaults
            log global
            load-server-state-from-file global
            mode tcp
            option clitcpka
            option srvtcpka
            retries 0
            timeout connect 2s
            timeout client 24h
            timeout server 24h
            timeout check 2s
            default-server check check-ssl verify required ca-file {authority} crt {certificate} inter 1s downinter 500ms fall 2 rise 1 observe layer4 error-limit 1 on-error mark-down on-marked-down shutdown-sessions

        frontend postgres-primary
            bind 127.0.0.1:{topology.Ports.Primary}
            # One leads at the most: who is let in before the checks might reach a replica, and be cut off in the middle of a login.
            tcp-request connection reject if {"{"} nbsrv(leader) gt 1 {"}"} {"{"} date(0,ms),sub(proc.begin) lt 500 {"}"}
            default_backend leader

        frontend postgres-replica
            bind 127.0.0.1:{topology.Ports.Replica}
            default_backend replicas

        frontend status
            mode http
            bind 127.0.0.1:{topology.Ports.HaproxyStats}
            timeout client 10s
            monitor-uri /health
            monitor fail if {"{"} nbsrv(leader) lt 1 {"}"}
            stats enable
            stats uri /

        backend leader
            option httpchk OPTIONS /primary
            http-check expect status 200
        {Servers(topology)}
        backend replicas
            balance leastconn
            option httpchk OPTIONS /replica
            http-check expect status 200
            default-server on-marked-up shutdown-backup-sessions
        {Servers(topology)}{StandIns(topology)}{Metrics(topology, authority, certificate)}
        """);

    /// <summary>HAProxy's own metrics, to those with a certificate of our authority.</summary>
    private static string Metrics(ClusterTopology topology, string authority, string certificate) => !topology.HasMonitoring ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"""

        frontend metrics
            mode http
            bind 127.0.0.1:{topology.Ports.Monitoring.HaproxyMetrics} ssl crt {certificate} ca-file {authority} verify required
            timeout client 10s
            http-request use-service prometheus-exporter if {"{"} path /metrics {"}"}
            http-request return status 404

        """);

    // Without a replica the leader takes readers in; whoever reads there has to come again when a replica is back.
    private static string StandIns(ClusterTopology topology) => string.Concat(topology.MemberNames.Select((name, n) => string.Create(
        CultureInfo.InvariantCulture,
        $"    server {name}-leading 127.0.0.1:{topology.Ports.Member + n} no-check track leader/{name} backup\n")));

    private static string Servers(ClusterTopology topology) => string.Concat(topology.MemberNames.Select((name, n) => string.Create(
        CultureInfo.InvariantCulture,
        $"    server {name} 127.0.0.1:{topology.Ports.Member + n} port {topology.Ports.Patroni + n}\n")));
}

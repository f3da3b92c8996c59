using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>Patroni's store: one etcd, reachable only with a certificate of our authority.</summary>
internal static class EtcdService
{
    public const string Name = "etcd";

    public static ServiceDefinition Define(ClusterTopology topology, NativeLayout layout, NativeTools tools)
    {
        var file = layout.ConfigurationOf("etcd.yml");
        var certificate = layout.CertificateStore(TimeProvider.System).FilesOf(Name);
        var authority = layout.CertificateStore(TimeProvider.System).RootCertificate;
        var clients = $"https://127.0.0.1:{topology.Ports.EtcdClient}";
        var peers = $"https://127.0.0.1:{topology.Ports.EtcdPeer}";
        var transport = new Dictionary<string, object>
        {
            ["cert-file"] = certificate.Certificate,
            ["key-file"] = certificate.Key,
            ["client-cert-auth"] = true,
            ["trusted-ca-file"] = authority,
        };
        return new ServiceDefinition
        {
            Name = Name,
            CommandLine = [tools.Etcd.File, "--config-file", file],
            Files = new Dictionary<string, string>
            {
                [file] = Yaml.Render(new Dictionary<string, object>(OlderApi(tools))
                {
                    ["name"] = Name,
                    ["data-dir"] = layout.DataOf(Name),
                    ["listen-client-urls"] = clients,
                    ["advertise-client-urls"] = clients,
                    ["listen-peer-urls"] = peers,
                    ["initial-advertise-peer-urls"] = peers,
                    ["initial-cluster"] = $"{Name}={peers}",
                    ["initial-cluster-token"] = topology.Name,
                    ["client-transport-security"] = transport,
                    ["peer-transport-security"] = transport,
                    // On by default, but not once there is a configuration file; Patroni speaks through it.
                    ["enable-grpc-gateway"] = true,
                    // One node elects itself after one election timeout; the default of 1 s is for many nodes.
                    ["heartbeat-interval"] = 50,
                    ["election-timeout"] = 250,
                    ["auto-compaction-mode"] = "periodic",
                    ["auto-compaction-retention"] = "1h",
                    ["logger"] = "zap",
                    ["log-level"] = "warn",
                }),
            },
            // Its own certificate it reads again with each handshake.
            AlsoReads = [authority],
            Reload = Reload.Restart,
        };
    }

    /// <summary>Off by default, and gone from etcd 3.6 on, which no release with an old Patroni has.</summary>
    private static Dictionary<string, object> OlderApi(NativeTools tools) =>
        tools.RenewsKeySafely ? [] : new Dictionary<string, object> { ["enable-v2"] = true };
}

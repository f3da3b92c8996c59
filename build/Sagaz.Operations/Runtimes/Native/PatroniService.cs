using Sagaz.Core.Topology;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>One PostgreSQL member under Patroni.</summary>
internal sealed class PatroniService(
    ClusterTopology topology, NativeLayout layout, NativeTools tools, IReadOnlyDictionary<string, string> passwords, DynamicConfiguration dynamic)
{
    private const int FirstGroup = 1_000_000;

    private readonly CertificateStore certificates = layout.CertificateStore(TimeProvider.System);

    /// <summary>The group of a member's processes: no other member of any cluster on this machine has its port.</summary>
    public static int GroupOf(ClusterTopology topology, int index) => FirstGroup + topology.Ports.Member + index;

    public ServiceDefinition Define(int index)
    {
        var name = topology.MemberNames[index];
        var file = layout.ConfigurationOf(name + ".yml");
        return new ServiceDefinition
        {
            Name = name,
            CommandLine = [.. PromptPatroni.CommandLine(layout), file],
            Files = new Dictionary<string, string>
            {
                [file] = Yaml.Render(Configuration(name, index)),
                [LeaderKeyRelease.FileOf(layout)] = LeaderKeyRelease.Script,
                [PromptPatroni.FileOf(layout)] = PromptPatroni.Script,
            },
            Before = LeaderKeyRelease.CommandLine(topology, layout, name, tools.RenewsKeySafely),
            AlsoReads = [certificates.FilesOf(name).Certificate, certificates.RootCertificate],
            Group = GroupOf(topology, index),
            Reload = Reload.Hangup,
        };
    }

    private Dictionary<string, object> Configuration(string name, int index)
    {
        var own = certificates.FilesOf(name);
        var api = $"127.0.0.1:{topology.Ports.Patroni + index}";
        return new Dictionary<string, object>
        {
            ["scope"] = topology.Name,
            ["name"] = name,
            ["restapi"] = new Dictionary<string, object>
            {
                ["listen"] = api,
                ["connect_address"] = api,
                ["certfile"] = own.Certificate,
                ["keyfile"] = own.Key,
                ["cafile"] = certificates.RootCertificate,
                ["verify_client"] = "optional",
                ["authentication"] = Login(Account.PatroniApi),
            },
            ["ctl"] = new Dictionary<string, object>
            {
                ["cacert"] = certificates.RootCertificate,
                ["certfile"] = own.Certificate,
                ["keyfile"] = own.Key,
            },
            [tools.RenewsKeySafely ? "etcd3" : "etcd"] = new Dictionary<string, object>
            {
                ["hosts"] = new[] { $"127.0.0.1:{topology.Ports.EtcdClient}" },
                ["protocol"] = "https",
                ["cacert"] = certificates.RootCertificate,
                ["cert"] = own.Certificate,
                ["key"] = own.Key,
            },
            ["bootstrap"] = new Dictionary<string, object>
            {
                ["dcs"] = dynamic.ForBootstrap(),
                ["initdb"] = new object[]
                {
                    "data-checksums",
                    new Dictionary<string, object> { ["encoding"] = "UTF8" },
                    new Dictionary<string, object> { ["locale"] = "C.UTF-8" },
                    new Dictionary<string, object> { ["auth"] = "scram-sha-256" },
                },
            },
            ["postgresql"] = PostgresConfiguration(name, index, own),
            ["watchdog"] = new Dictionary<string, object> { ["mode"] = "off" },
        };
    }

    private Dictionary<string, object> PostgresConfiguration(string name, int index, CertificateFiles own)
    {
        var address = $"127.0.0.1:{topology.Ports.Member + index}";
        var programs = Path.GetDirectoryName(tools.Postgres.File)!;
        var configuration = new Dictionary<string, object>
        {
            ["listen"] = address,
            ["connect_address"] = address,
            ["data_dir"] = layout.DataOf(name),
            ["bin_dir"] = programs,
            ["pgpass"] = Path.Combine(layout.Run, name + ".pgpass"),
            ["authentication"] = new Dictionary<string, object>
            {
                ["superuser"] = Login(Account.Superuser),
                ["replication"] = Login(Account.Replicator),
                ["rewind"] = Login(Account.Replicator),
            },
            // A checkpoint at its own pace delays every first clone by minutes.
            ["basebackup"] = new object[] { new Dictionary<string, object> { ["checkpoint"] = "fast" } },
            ["remove_data_directory_on_rewind_failure"] = true,
            ["remove_data_directory_on_diverged_timelines"] = true,
            ["pg_hba"] = new[]
            {
                // pgBackRest, which speaks through the socket only.
                $"local all {Account.Superuser} scram-sha-256",
                $"hostssl replication {Account.Replicator} 127.0.0.1/32 scram-sha-256",
                "hostssl all all 127.0.0.1/32 scram-sha-256",
                "host all all all reject",
            },
            ["parameters"] = new Dictionary<string, object>
            {
                ["unix_socket_directories"] = layout.Sockets,
                ["ssl"] = "on",
                ["ssl_cert_file"] = own.Certificate,
                ["ssl_key_file"] = own.Key,
                ["ssl_ca_file"] = certificates.RootCertificate,
                ["ssl_min_protocol_version"] = "TLSv1.2",
            },
        };
        // Finding its server between its last checkpoint and its end, Patroni 4 waits a second more, and so do writers. This comes first.
        if (tools.HasBeforeStop)
            configuration["before_stop"] = $"timeout 1 {Path.Combine(programs, "pg_ctl")} stop --pgdata={layout.DataOf(name)} --mode=fast";
        return configuration;
    }

    private Dictionary<string, object> Login(string account)
    {
        var login = new Dictionary<string, object> { ["username"] = account, ["password"] = passwords[account] };
        if (account != Account.PatroniApi)
        {
            login["sslmode"] = "verify-full";
            login["sslrootcert"] = certificates.RootCertificate;
        }
        return login;
    }
}

using Sagaz.Operations.Certificates;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>Where the files of one Compose cluster lie: its own below the state folder, the hand-written ones in deploy.</summary>
/// <param name="Folder">State folder; absolute, links resolved.</param>
/// <param name="Deploy">The repository's deploy folder.</param>
internal sealed record ComposeLayout(string Folder, string Deploy)
{
    public string Passwords => Path.Combine(Folder, "secrets", "passwords.json");

    public string Record => ClusterRecord.FileIn(Folder);

    /// <summary>Held by the run that starts or stops the cluster.</summary>
    public string Lock => Path.Combine(Folder, "lock");

    /// <summary>Values of compose.yaml's variables.</summary>
    public string EnvironmentFile => Path.Combine(Folder, "compose.env");

    /// <summary>Where <c>docker compose</c> looks for them by itself.</summary>
    public string EnvironmentLink => Path.Combine(ComposeFolder, ".env");

    public string ComposeFolder => Path.Combine(Deploy, "compose");

    public string ComposeFile => Path.Combine(ComposeFolder, "compose.yaml");

    /// <summary>What the containers mount.</summary>
    public string Mounted => Path.Combine(Folder, "compose");

    /// <summary>Fingerprint of what was last given to the containers' user.</summary>
    public string HandedOver => Path.Combine(Mounted, "handed-over");

    /// <summary>Fingerprints of the files that the running services have read.</summary>
    public string Applied => Path.Combine(Mounted, "applied.json");

    /// <summary>What differs by environment and machine in Patroni's configuration.</summary>
    public string PatroniOverlay => Path.Combine(Mounted, "environment", "patroni.yml");

    /// <summary>Options that name the servers to pgBackRest.</summary>
    public string BackupServers => Path.Combine(Mounted, "environment", "backup-servers");

    /// <summary>Files of targets for Prometheus.</summary>
    public string Targets => Path.Combine(Mounted, "targets");

    /// <summary>When certificates end, for node_exporter.</summary>
    public string CertificateMetrics => Path.Combine(Mounted, "metrics", "certificates.prom");

    public string SecretOf(string account) => Path.Combine(Mounted, "secrets", account);

    public string TlsOf(string service) => Path.Combine(Mounted, "tls", service);

    public CertificateStore CertificateStore(TimeProvider time) => new(Path.Combine(Folder, "certificates"), time);
}

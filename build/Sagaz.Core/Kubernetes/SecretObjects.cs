namespace Sagaz.Core.Kubernetes;

/// <summary>The Secrets that the manifests name: DeployK8s makes what is missing, or somebody else brings them.</summary>
public static class SecretObjects
{
    /// <summary>A password per account: keys as in docs/kubernetes.md.</summary>
    public const string Passwords = "passwords";

    /// <summary>The authority that issued the certificates, with its key; no pod mounts it.</summary>
    public const string Authority = "authority";

    /// <summary>Certificate and key of the members.</summary>
    public const string MemberTls = "tls-postgresql";

    /// <summary>Certificate and key of the poolers.</summary>
    public const string PoolTls = "tls-pgbouncer";

    /// <summary>Our own certificate for Patroni's REST API; no pod mounts it.</summary>
    public const string ClientTls = "tls-client";

    /// <summary>Certificate and key of what keeps and makes backups.</summary>
    public const string BackupTls = "tls-backup-repository";

    /// <summary>Where backups go, the login there, and their cipher.</summary>
    public const string BackupRepository = "backup-repository";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Passwords, Authority, MemberTls, PoolTls, ClientTls, BackupTls, BackupRepository];
}

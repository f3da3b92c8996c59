using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Certificates;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Who has a certificate in Kubernetes, and which names each answers to.</summary>
internal static class KubernetesCertificates
{
    private const int MostMembers = 9;

    /// <summary>Subjects by the Secret that holds their certificate.</summary>
    /// <remarks>All members share one: their pods come from one template. pgBackRest knows a client by the subject's name.</remarks>
    public static IReadOnlyDictionary<string, Subject> SubjectsBySecret() => new Dictionary<string, Subject>
    {
        [SecretObjects.MemberTls] = new(
            "postgresql",
            [.. Enumerable.Range(0, MostMembers).Select(n => $"postgresql-{n}.postgresql-headless"), .. Service("postgres-primary"), .. Service("postgres-replica"), "localhost"]),
        [SecretObjects.PoolTls] = new("pgbouncer", [.. Service("pgbouncer-rw"), .. Service("pgbouncer-ro"), "localhost"]),
        [SecretObjects.BackupTls] = new("backup-repository", [.. Service("backup-repository"), "localhost"]),
        [SecretObjects.ClientTls] = new("client", "localhost"),
    };

    /// <summary>A Service's names from its own namespace and from others.</summary>
    private static string[] Service(string name) =>
        [name, $"{name}.{KubeConnection.OwnNamespace}", $"{name}.{KubeConnection.OwnNamespace}.svc", $"{name}.{KubeConnection.OwnNamespace}.svc.cluster.local"];
}

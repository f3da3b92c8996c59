using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Pipeline;

/// <summary>How a cluster is given new secrets, wherever it runs.</summary>
internal static class RotationOfCluster
{
    /// <summary>New passwords for every account but the backups' cipher.</summary>
    public static IRotation OfPasswords(ClusterContext cluster) => cluster.Runtime switch
    {
        KubernetesRuntime kubernetes => kubernetes.OpenPasswordRotation(),
        _ => new RotationByFiles(cluster, new PreparationOptions { MayInstall = false, RenewedAccounts = Account.Renewable }),
    };

    /// <summary>New certificates, by the same authority.</summary>
    public static IRotation OfCertificates(ClusterContext cluster) => cluster.Runtime switch
    {
        KubernetesRuntime kubernetes => kubernetes.OpenCertificateRotation(),
        _ => new RotationByFiles(cluster, new PreparationOptions { MayInstall = false, RenewsCertificates = true }),
    };

    /// <summary>Makes new ones, and says what they are.</summary>
    public static async Task RenewAsync(this IRotation rotation, ClusterContext cluster, CancellationToken cancellationToken)
    {
        using var phase = new Phase(cluster.Recorder, "renew");
        foreach (var line in await rotation.RenewAsync(cancellationToken))
            cluster.Log.Information(line);
    }
}

using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>What build.sh keeps on this machine of a cluster in Kubernetes.</summary>
internal static class Machine
{
    /// <summary>Removes it, as if this machine had never seen the cluster.</summary>
    public static void Forget(string environment, string offset)
    {
        var state = RepositoryRoot.Of(".sagaz", $"kubernetes-{environment}+{offset}");
        if (Directory.Exists(state))
            Directory.Delete(state, recursive: true);
    }
}

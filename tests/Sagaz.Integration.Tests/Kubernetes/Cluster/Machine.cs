using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>What build.sh keeps on this machine of a cluster in Kubernetes.</summary>
internal static class Machine
{
    /// <summary>Removes it, as if this machine had never seen the cluster.</summary>
    public static void Forget(string environment, string offset)
    {
        foreach (var state in new[] { StateOf(environment, offset), AsideOf(environment, offset) }.Where(Directory.Exists))
            Directory.Delete(state, recursive: true);
    }

    /// <summary>Lays it aside: what follows happens on another machine.</summary>
    public static void Leave(string environment, string offset) => Directory.Move(StateOf(environment, offset), AsideOf(environment, offset));

    /// <summary>What follows happens on the machine that was left, as it was then.</summary>
    public static void ComeBack(string environment, string offset)
    {
        Directory.Delete(StateOf(environment, offset), recursive: true);
        Directory.Move(AsideOf(environment, offset), StateOf(environment, offset));
    }

    private static string StateOf(string environment, string offset) => RepositoryRoot.Of(".sagaz", $"kubernetes-{environment}+{offset}");

    private static string AsideOf(string environment, string offset) => StateOf(environment, offset) + ".aside";
}

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Where kubectl looks for contexts.</summary>
public static class KubeconfigPath
{
    /// <summary>The first file of <c>KUBECONFIG</c>, else <c>~/.kube/config</c>.</summary>
    public static string Default => Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } named
        ? Path.GetFullPath(named.Split(Path.PathSeparator)[0])
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
}

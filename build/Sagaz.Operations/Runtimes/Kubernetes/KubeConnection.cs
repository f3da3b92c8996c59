namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Which API server is meant, and where in it.</summary>
/// <param name="File">The kubeconfig; absolute.</param>
/// <param name="Context">Name of a context in it.</param>
/// <param name="Namespace">The namespace of the manifests.</param>
public sealed record KubeConnection(string File, string Context, string Namespace = KubeConnection.OwnNamespace)
{
    /// <summary>The namespace that the manifests are for.</summary>
    public const string OwnNamespace = "sagaz";

    /// <summary>Where kubectl keeps what servers say of themselves; null for its usual place.</summary>
    public string? CacheFolder { get; init; }
}

using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Pipeline;

/// <summary>What the command line says of a deployment to Kubernetes.</summary>
public sealed record DeploymentRequest
{
    /// <summary>Name of the kube-context; null where none was named.</summary>
    public string? Context { get; init; }

    /// <summary>The kubeconfig; null for the one that kubectl would read.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>What was given as <c>--confirm</c>; null where nothing was.</summary>
    public string? Confirmed { get; init; }

    /// <summary>Asks a person to type a name; null where there is no terminal.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>The registry that the nodes take images from; null where they were loaded into the nodes.</summary>
    public string? Registry { get; init; }

    /// <summary>Whether production, too, may run images by tag.</summary>
    public bool TakesTags { get; init; }

    /// <summary>Whether fields are taken away from other managers.</summary>
    public bool Forces { get; init; }

    /// <summary>The file to read contexts from.</summary>
    public string KubeconfigFile => Kubeconfig ?? KubeconfigPath.Default;
}

namespace Sagaz.Core.Kubernetes;

/// <summary>How far a node has come with the images of a deployment.</summary>
/// <param name="Node">The node; null while none has taken the pod.</param>
/// <param name="Pulled">Images that are there.</param>
/// <param name="Wanted">Images in all.</param>
/// <param name="Refused">Images that the node could not get; each may still come with a later try.</param>
public sealed record ImagePulls(string? Node, int Pulled, int Wanted, IReadOnlyList<RefusedImage> Refused)
{
    /// <summary>Whether every image is there.</summary>
    public bool IsDone => Pulled == Wanted;

    /// <inheritdoc />
    public override string ToString() => $"{Pulled} of {Wanted} images are on {(Node is null ? "no node yet" : $"the node '{Node}'")}";
}

namespace Sagaz.Core.Kubernetes;

/// <summary>An image that a node could not get.</summary>
/// <param name="Image">Its full reference.</param>
/// <param name="Reason">The kubelet's reason: <c>ErrImagePull</c>.</param>
/// <param name="Message">What the registry or the runtime said.</param>
public sealed record RefusedImage(string Image, string Reason, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"'{Image}' ({Reason}){(Message.Length > 0 ? ": " + Message : "")}";
}

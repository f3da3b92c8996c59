namespace Sagaz.Core.Kubernetes;

/// <summary>What names an object among all of a cluster.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Namespace">Null where it belongs to the whole cluster.</param>
/// <param name="Name">Its name.</param>
public sealed record ObjectReference(string ApiVersion, string Kind, string? Namespace, string Name)
{
    /// <summary>Group without version; empty for the core group.</summary>
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>Version without group.</summary>
    public string Version => ApiVersion[(ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether both name the same object, whatever version they ask for it in.</summary>
    public bool IsSameAs(ObjectReference other) =>
        (Group, Kind, Namespace, Name) == (other.Group, other.Kind, other.Namespace, other.Name);

    /// <inheritdoc />
    public override string ToString() => $"{Kind}/{Name}";
}

using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>Which objects of a cluster are ours, by the mark that each of them bears, and which of them nobody wants any more.</summary>
/// <remarks>The labels and annotations are those of Kubernetes' ApplySet specification (KEP-3659), so that other tools see them too.</remarks>
public static class AppliedSet
{
    /// <summary>On the object that stands for the set: its identity.</summary>
    public const string IdLabel = "applyset.kubernetes.io/id";

    /// <summary>On each member: the set's identity.</summary>
    public const string PartOfLabel = "applyset.kubernetes.io/part-of";

    /// <summary>On the object that stands for the set: kinds that members may have, <c>Deployment.apps,Service</c>.</summary>
    public const string KindsAnnotation = "applyset.kubernetes.io/contains-group-kinds";

    /// <summary>On the object that stands for the set: who keeps it.</summary>
    public const string ToolingAnnotation = "applyset.kubernetes.io/tooling";

    /// <summary>Kinds that hold data or everything else: they are never pruned.</summary>
    private static readonly string[] Kept = ["Namespace", "PersistentVolumeClaim", "PersistentVolume", "Secret", "StatefulSet"];

    /// <summary>The objects with the mark of the set; what is never pruned bears none.</summary>
    public static ManifestSet Mark(ManifestSet manifests, string id) => manifests.With(item =>
    {
        if (Kept.Contains(item.Kind))
            return item;
        var metadata = item.Json["metadata"]!.AsObject();
        if (metadata["labels"] is not JsonObject labels)
            metadata["labels"] = labels = [];
        labels[PartOfLabel] = id;
        return item;
    });

    /// <summary>Kinds of the objects as the set's annotation lists them.</summary>
    public static IReadOnlyList<string> KindsOf(IEnumerable<ObjectReference> objects) =>
    [
        .. objects.Where(item => !Kept.Contains(item.Kind)).Select(item => item.Group.Length == 0 ? item.Kind : $"{item.Kind}.{item.Group}")
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Members of the set that are in the cluster and no longer in the manifests.</summary>
    /// <param name="marked">Objects of the cluster that bear the set's mark.</param>
    /// <param name="wanted">What the manifests say.</param>
    public static IReadOnlyList<ObjectReference> Superfluous(IEnumerable<ObjectReference> marked, IReadOnlyList<ObjectReference> wanted) =>
        [.. marked.Where(item => !Kept.Contains(item.Kind) && !wanted.Any(item.IsSameAs)).OrderBy(item => $"{item}", StringComparer.Ordinal)];
}

namespace Sagaz.Core.Kubernetes;

/// <summary>Something that a deployer must be allowed to do, as a SelfSubjectAccessReview asks for it.</summary>
/// <param name="Verb">e.g. <c>patch</c>.</param>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Resource">Plural: <c>statefulsets</c>.</param>
/// <param name="Subresource">e.g. <c>portforward</c>; null for none.</param>
/// <param name="IsNamespaced">Whether it is asked for one namespace.</param>
public sealed record NeededRight(string Verb, string Group, string Resource, string? Subresource = null, bool IsNamespaced = true)
{
    private static readonly string[] Applying = ["get", "list", "create", "patch", "delete"];

    /// <summary>What deploying needs beside the right to apply what is in the manifests.</summary>
    private static readonly NeededRight[] Always =
    [
        new("get", "", "pods"), new("list", "", "pods"), new("watch", "", "pods"), new("create", "", "pods"), new("delete", "", "pods"), new("get", "", "pods", "log"),
        // Over a websocket a port-forward begins with GET; newer servers ask for create all the same.
        new("get", "", "pods", "portforward"), new("create", "", "pods", "portforward"),
        new("list", "", "events"), new("get", "", "secrets"), new("create", "", "secrets"), new("patch", "", "secrets"),
        new("get", "", "configmaps"), new("create", "", "configmaps"), new("patch", "", "configmaps"), new("delete", "", "configmaps"),
    ];

    /// <summary>All that deploying these manifests needs.</summary>
    public static IReadOnlyList<NeededRight> For(ManifestSet manifests) =>
    [
        .. manifests.Objects.Select(item => (item.Reference.Group, Resource: Plural(item.Kind), item.Kind)).Distinct()
            .SelectMany(kind => Verbs(kind.Kind).Select(verb => new NeededRight(verb, kind.Group, kind.Resource, IsNamespaced: kind.Kind != "Namespace")))
            .Concat(Always).Distinct(),
    ];

    /// <summary>The resource's name in addresses: every kind of the manifests forms it regularly.</summary>
    public static string Plural(string kind)
    {
        var name = kind.ToLowerInvariant();
        return name.EndsWith("cy", StringComparison.Ordinal) ? name[..^1] + "ies" : name.EndsWith('s') ? name + "es" : name + "s";
    }

    /// <inheritdoc />
    public override string ToString() => $"{Verb} {Resource}{(Subresource is null ? "" : "/" + Subresource)}{(Group.Length == 0 ? "" : "." + Group)}";

    // Of the namespace only itself: it is never removed by a deployment.
    private static string[] Verbs(string kind) => kind == "Namespace" ? ["get", "create", "patch"] : Applying;
}

using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Addresses below an API server.</summary>
internal static class ApiPath
{
    /// <summary>All objects of a kind in a namespace: <c>/apis/apps/v1/namespaces/sagaz/statefulsets</c>.</summary>
    /// <param name="apiVersion">Group and version.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="space">Null where it belongs to the whole cluster.</param>
    public static string Of(string apiVersion, string kind, string? space) =>
        $"{(apiVersion.Contains('/', StringComparison.Ordinal) ? "/apis/" : "/api/")}{apiVersion}{(space is null ? "" : $"/namespaces/{space}")}/{NeededRight.Plural(kind)}";

    /// <summary>One object.</summary>
    public static string Of(ObjectReference item) => $"{Of(item.ApiVersion, item.Kind, item.Namespace)}/{item.Name}";

    /// <summary>One object of the core group in the project's namespace.</summary>
    public static string Core(string kind, string name, string space = KubeConnection.OwnNamespace) => $"{Of("v1", kind, space)}/{name}";
}

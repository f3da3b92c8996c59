using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>Names of Jobs that say what they run: a Job cannot be changed, so another one has another name, and the same one runs once.</summary>
public static class JobNames
{
    private const string Kind = "Job";
    private const int HashLength = 10;

    /// <summary>The manifests with a hash of its specification at the end of each Job's name: <c>migrate-1f0c44d0a9</c>.</summary>
    public static ManifestSet Apply(ManifestSet manifests) => manifests.With(item =>
    {
        if (item.Kind == Kind)
            item.Json["metadata"]!["name"] = JsonValue.Create($"{item.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Json["spec"]?.ToJsonString() ?? "")))[..HashLength]}");
        return item;
    });

    /// <summary>The manifests without Jobs: what ran is not run again when an earlier revision is put back.</summary>
    public static ManifestSet Without(ManifestSet manifests) => manifests with { Objects = [.. manifests.Objects.Where(item => item.Kind != Kind)] };
}

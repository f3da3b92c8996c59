using System.Security.Cryptography;
using System.Text;

namespace Sagaz.Operations.Images;

/// <summary>The cluster's images: their names, and the tag that says what they were made from.</summary>
/// <param name="Folder">deploy/images.</param>
/// <param name="Version">Version of the project.</param>
public sealed record ImageSet(string Folder, string Version)
{
    /// <summary>What stands before an image's name where no registry is meant.</summary>
    public const string LocalPrefix = "sagaz/";

    private const int HashLength = 12;

    /// <summary>Images without which no cluster starts.</summary>
    public static readonly IReadOnlyList<string> Cluster = ["etcd", "postgres", "haproxy", "pgbouncer"];

    /// <summary>Images of the profile <c>monitoring</c>.</summary>
    public static readonly IReadOnlyList<string> Monitoring = ["exporters", "prometheus", "alertmanager"];

    /// <summary>The project's version and a hash of every file that the images are made from, e.g. <c>0.1.0-1f0c44d0a9be</c>.</summary>
    public string Tag
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Folder, file) + '\0'));
                hash.AppendData(File.ReadAllBytes(file));
            }
            return $"{Version}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength]}";
        }
    }

    /// <summary>An image's full name on this machine.</summary>
    public string Name(string image) => $"{LocalPrefix}{image}:{Tag}";
}

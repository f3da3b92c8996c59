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

    /// <summary>The image that migrates inside a cluster in Kubernetes; it holds our own program and the scripts.</summary>
    public const string Migrator = "migrator";

    private const int HashLength = 12;
    private static readonly string[] MigratorSources = ["deploy/images", "sql/migrations", "sql/verify", "build/Sagaz.Core", "build/Sagaz.Operations", "build/Sagaz.Migrator"];
    private static readonly string[] Built = ["bin", "obj"];

    /// <summary>Images without which no cluster starts.</summary>
    public static readonly IReadOnlyList<string> Cluster = ["etcd", "postgres", "haproxy", "pgbouncer"];

    /// <summary>Images of the profile <c>monitoring</c>.</summary>
    public static readonly IReadOnlyList<string> Monitoring = ["exporters", "prometheus", "alertmanager"];

    /// <summary>The repository's folder, from which builds name their files.</summary>
    public string Repository => Path.GetFullPath(Path.Combine(Folder, "..", ".."));

    /// <summary>The project's version and a hash of every file that the images are made from, e.g. <c>0.1.0-1f0c44d0a9be</c>.</summary>
    public string Tag => TagOf(Folder, Files(Folder));

    /// <summary>An image's full name on this machine.</summary>
    public string Name(string image) => $"{LocalPrefix}{image}:{(image == Migrator ? MigratorTag : Tag)}";

    // The scripts and the program's sources change it, too.
    private string MigratorTag => TagOf(Repository, MigratorSources.Select(folder => Path.Combine(Repository, folder)).Where(Directory.Exists).SelectMany(Files));

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(Built.Contains));

    private string TagOf(string root, IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file) + '\0'));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return $"{Version}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength]}";
    }
}

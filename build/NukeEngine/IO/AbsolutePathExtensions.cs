namespace Nuke.Common.IO;

/// <summary>What a build does with files and folders.</summary>
public static partial class AbsolutePathExtensions
{
    /// <summary>Whether there is a file at the path.</summary>
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    /// <summary>Whether there is a folder at the path.</summary>
    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>The path if there is a file at it, else null.</summary>
    public static AbsolutePath ExistingFile(this AbsolutePath path) => path.FileExists() ? path : null;

    /// <summary>The path if there is a folder at it, else null.</summary>
    public static AbsolutePath ExistingDirectory(this AbsolutePath path) => path.DirectoryExists() ? path : null;

    /// <summary>Whether a file in the folder matches the pattern.</summary>
    public static bool ContainsFile(
        this AbsolutePath path,
        string pattern,
        SearchOption options = SearchOption.TopDirectoryOnly)
        => Directory.EnumerateFiles(path, pattern, options).Any();

    /// <summary>Whether a folder in the folder matches the pattern.</summary>
    public static bool ContainsDirectory(
        this AbsolutePath path,
        string pattern,
        SearchOption options = SearchOption.TopDirectoryOnly)
        => Directory.EnumerateDirectories(path, pattern, options).Any();

    /// <summary>The first folder above the path that the predicate accepts, or null.</summary>
    public static AbsolutePath FindParent(this AbsolutePath path, Func<AbsolutePath, bool> predicate)
        => path.Parent?.FindParentOrSelf(predicate);

    /// <summary>The path or the first folder above it that the predicate accepts, or null.</summary>
    public static AbsolutePath FindParentOrSelf(this AbsolutePath path, Func<AbsolutePath, bool> predicate)
    {
        while (path is not null && !predicate(path))
            path = path.Parent;
        return path;
    }

    /// <summary>The path with another extension, given with or without its dot.</summary>
    public static AbsolutePath WithExtension(this AbsolutePath path, string extension)
        => Path.ChangeExtension(path, extension);

    /// <summary>Whether the path has one of the extensions, whatever their case.</summary>
    public static bool HasExtension(this AbsolutePath path, string extension, params string[] alternativeExtensions)
        => alternativeExtensions.Prepend(extension)
            .Any(x => path.Extension.TrimStart('.').Equals(x.TrimStart('.'), StringComparison.OrdinalIgnoreCase));

    /// <summary>The files in the folder, down to a depth; 1 is the folder itself.</summary>
    public static IEnumerable<AbsolutePath> GetFiles(
        this AbsolutePath path,
        string pattern = "*",
        int depth = 1,
        FileAttributes attributes = FileAttributes.None)
        => depth <= 0 || !Directory.Exists(path)
            ? []
            : Directory.EnumerateFiles(path, pattern)
                .Select(x => (AbsolutePath)x)
                .Where(x => (File.GetAttributes(x) & attributes) == attributes)
                .Concat(path.GetDirectories().SelectMany(x => x.GetFiles(pattern, depth - 1, attributes)));

    /// <summary>The folders in the folder, down to a depth; 1 is the folder itself.</summary>
    public static IEnumerable<AbsolutePath> GetDirectories(
        this AbsolutePath path,
        string pattern = "*",
        int depth = 1,
        FileAttributes attributes = FileAttributes.None)
        => depth <= 0 || !Directory.Exists(path)
            ? []
            : Directory.EnumerateDirectories(path, pattern)
                .Select(x => (AbsolutePath)x)
                .Where(x => (File.GetAttributes(x) & attributes) == attributes)
                .Concat(depth == 1
                    ? []
                    : Directory.EnumerateDirectories(path)
                        .SelectMany(x => ((AbsolutePath)x).GetDirectories(pattern, depth - 1, attributes)));
}

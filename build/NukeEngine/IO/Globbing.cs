namespace Nuke.Common.IO;

/// <summary>Finds files by patterns: <c>*</c> and <c>?</c> within a part, <c>**</c> for any number of folders.</summary>
public static class Globbing
{
    /// <summary>The files that match any of the patterns, in order.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobFiles(this AbsolutePath directory, params string[] patterns)
        => Glob(directory, patterns, Directory.EnumerateFiles);

    /// <summary>The folders that match any of the patterns, in order.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobDirectories(this AbsolutePath directory, params string[] patterns)
        => Glob(directory, patterns, Directory.EnumerateDirectories);

    private static List<AbsolutePath> Glob(
        AbsolutePath directory,
        string[] patterns,
        Func<string, string, IEnumerable<string>> list)
        => [.. patterns
            .SelectMany(x => Expand([directory], x.Split('/', '\\'), list))
            .Distinct()
            .OrderBy(x => x.ToString(), StringComparer.Ordinal)];

    private static IEnumerable<AbsolutePath> Expand(
        IEnumerable<AbsolutePath> folders,
        string[] parts,
        Func<string, string, IEnumerable<string>> list)
    {
        folders = folders.Where(x => Directory.Exists(x));
        return parts switch
        {
            ["**"] => folders.SelectMany(WithAllBelow).SelectMany(x => list(x, "*")).Select(x => (AbsolutePath)x),
            ["**", .. var rest] => Expand(folders.SelectMany(WithAllBelow), rest, list),
            [var last] => folders.SelectMany(x => list(x, last)).Select(x => (AbsolutePath)x),
            [var part, .. var rest] => Expand(folders.SelectMany(x => Folders(x, part)), rest, list),
            _ => [],
        };
    }

    private static IEnumerable<AbsolutePath> Folders(AbsolutePath folder, string part)
        => part.AsSpan().IndexOfAny('*', '?') < 0
            ? [folder / part]
            : Directory.EnumerateDirectories(folder, part).Select(x => (AbsolutePath)x);

    private static IEnumerable<AbsolutePath> WithAllBelow(AbsolutePath folder)
        => Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Select(x => (AbsolutePath)x).Prepend(folder);
}

namespace Nuke.Common.IO;

/// <summary>How paths lie to one another.</summary>
public static class PathConstruction
{
    /// <summary>The way from one path to another.</summary>
    public static RelativePath GetRelativePathTo(this AbsolutePath basePath, string destinationPath)
        => (RelativePath)Path.GetRelativePath(basePath, destinationPath);

    /// <summary>Whether the second path is the first or lies below it.</summary>
    public static bool Contains(this AbsolutePath basePath, string destinationPath)
    {
        var way = Path.GetRelativePath(basePath, destinationPath);
        return way != ".." && !Path.IsPathRooted(way) && !way.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}

using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>Folders of the repository that containers see as they are.</summary>
internal static class MountedFolders
{
    private const int Shown = 5;
    private static readonly string[] Names = ["compose", "backups", "monitoring"];

    /// <summary>Every file in them can be read by the containers' user, who is neither its owner nor of its group.</summary>
    /// <param name="deploy">The repository's <c>deploy</c>.</param>
    /// <exception cref="PreconditionException">One cannot: it was cloned under a strict umask.</exception>
    public static void RequireReadable(string deploy)
    {
        // Elsewhere the engine is in a virtual machine, which shows files as everybody's.
        if (!OperatingSystem.IsLinux())
            return;
        var closed = Names.Select(name => new DirectoryInfo(Path.Combine(deploy, name)))
            .SelectMany(folder => folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(folder))
            .Where(entry => entry.LinkTarget is null && !IsOpen(entry)).Select(entry => entry.FullName).Order(StringComparer.Ordinal).ToList();
        if (closed.Count > 0)
        {
            throw new PreconditionException(
                $"Containers could not read {closed.Count} files and folders of this repository: others than their owner may not.",
                closed.Take(Shown), $"chmod -R a+rX {string.Join(' ', Names.Select(name => Path.Combine(deploy, name)))}");
        }
    }

    private static bool IsOpen(FileSystemInfo entry) => OperatingSystem.IsWindows() || (entry is DirectoryInfo
        ? entry.UnixFileMode.HasFlag(UnixFileMode.OtherRead | UnixFileMode.OtherExecute)
        : entry.UnixFileMode.HasFlag(UnixFileMode.OtherRead));
}

namespace Sagaz.Integration.Tests.Running;

/// <summary>The checked-out tree that the tests were built from.</summary>
internal static class RepositoryRoot
{
    private static readonly Lazy<string> Root = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, ".nuke")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds .nuke.");
    });

    public static string Folder => Root.Value;

    public static string Of(params string[] parts) => Path.Combine([Folder, .. parts]);
}

namespace Sagaz.Core.Tests;

/// <summary>Files of the checked-out tree that the tests were built from.</summary>
internal static class RepositoryFile
{
    private static readonly Lazy<string> Root = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sagaz.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds Sagaz.slnx.");
    });

    public static string PathOf(params string[] parts) => Path.Combine([Root.Value, .. parts]);

    public static string Text(params string[] parts) => File.ReadAllText(PathOf(parts));
}

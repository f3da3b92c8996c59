namespace Sagaz.Operations.Tests;

/// <summary>The checked-out tree that the tests were built from.</summary>
internal static class RepositoryRoot
{
    private static readonly Lazy<string> Root = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sagaz.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds Sagaz.slnx.");
    });

    public static string Of(params string[] parts) => Path.Combine([Root.Value, .. parts]);
}

namespace Shell;

/// <summary>The repository's folder, known before the engine starts.</summary>
static class RepositoryRoot
{
    /// <summary>The nearest folder above the build with a <c>.nuke</c> in it; null when there is none.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, ".nuke")))
                return folder.FullName;
        }
        return null;
    }
}

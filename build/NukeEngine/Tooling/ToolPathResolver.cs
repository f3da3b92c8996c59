namespace Nuke.Common.Tooling;

/// <summary>Finds programs.</summary>
public static class ToolPathResolver
{
    /// <summary>The path in a variable, or null where it is not set.</summary>
    public static string TryGetEnvironmentExecutable(string environmentExecutable)
    {
        var path = EnvironmentInfo.GetVariable(environmentExecutable);
        if (string.IsNullOrEmpty(path))
            return null;

        Assert.FileExists(path, $"Variable '{environmentExecutable}' names '{path}', which is no file.");
        return path;
    }

    /// <summary>The first program of that name in PATH.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string GetPathExecutable(string pathExecutable)
    {
        string[] extensions = EnvironmentInfo.IsWin ? [".exe", ".cmd", ".bat", string.Empty] : [string.Empty];
        var found = (EnvironmentInfo.GetVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => extensions.Select(x => Path.Combine(folder, pathExecutable + x)))
            .FirstOrDefault(File.Exists);
        if (found is null)
            Assert.Fail($"Could not find '{pathExecutable}' in PATH.");
        return found;
    }
}

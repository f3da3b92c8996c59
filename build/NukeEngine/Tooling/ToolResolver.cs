namespace Nuke.Common.Tooling;

/// <summary>Makes tools of programs.</summary>
public static class ToolResolver
{
    /// <summary>A program by its path.</summary>
    public static Tool GetTool(string toolPath) => new ToolRun(toolPath).Execute;

    /// <summary>The first program of that name in PATH.</summary>
    public static Tool GetPathTool(string name) => GetTool(ToolPathResolver.GetPathExecutable(name));

    /// <summary>The program that the variable <c>NAME_EXE</c> says, or null.</summary>
    public static Tool TryGetEnvironmentTool(string name)
        => ToolPathResolver.TryGetEnvironmentExecutable($"{name.ToUpperInvariant()}_EXE") is { } path ? GetTool(path) : null;

    /// <summary>The program that the variable <c>NAME_EXE</c> says, or the first of that name in PATH.</summary>
    public static Tool GetEnvironmentOrPathTool(string name) => TryGetEnvironmentTool(name) ?? GetPathTool(name);
}

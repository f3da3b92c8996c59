using System.IO.Enumeration;
using Nuke.Common.IO;

namespace Nuke.Common.ProjectModel;

/// <summary>A solution, read from its .slnx file when first asked for its projects.</summary>
public class Solution : IAbsolutePathHolder
{
    private IReadOnlyList<Project> projects;

    internal Solution(AbsolutePath path)
    {
        Path = path;
    }

    /// <summary>The solution's file.</summary>
    public AbsolutePath Path { get; set; }

    /// <summary>The folder of the solution's file.</summary>
    public AbsolutePath Directory => Path.Parent;

    /// <summary>The file's name.</summary>
    public string FileName => Path.Name;

    /// <summary>The file's name without its extension.</summary>
    public string Name => Path.NameWithoutExtension;

    /// <summary>The projects in all folders, in the file's order.</summary>
    public IReadOnlyCollection<Project> AllProjects => projects ??= SolutionFile.Projects(this);

    /// <summary>The path of the solution's file.</summary>
    public static implicit operator AbsolutePath(Solution solution) => solution?.Path;

    /// <summary>The path of the solution's file.</summary>
    public static implicit operator string(Solution solution) => solution?.Path;

    /// <summary>The projects in all folders whose name matches, for example <c>*.Tests</c>.</summary>
    public IEnumerable<Project> GetAllProjects(string wildcardPattern)
        => AllProjects.Where(x => FileSystemName.MatchesSimpleExpression(wildcardPattern, x.Name));
}

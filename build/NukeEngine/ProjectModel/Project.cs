using Nuke.Common.IO;

namespace Nuke.Common.ProjectModel;

/// <summary>A project of a solution.</summary>
public class Project : SolutionItem, IAbsolutePathHolder
{
    internal Project(string relativePath, Solution solution)
        : base(System.IO.Path.GetFileNameWithoutExtension(relativePath), solution)
    {
        RelativePath = relativePath;
    }

    /// <summary>The project's file as the solution names it.</summary>
    public string RelativePath { get; }

    /// <summary>The project's file.</summary>
    public AbsolutePath Path => Solution.Directory / RelativePath;

    /// <summary>The folder of the project's file.</summary>
    public AbsolutePath Directory => Path.Parent;

    /// <summary>The file's name.</summary>
    public string FileName => Path.Name;

    /// <summary>The path of the project's file.</summary>
    public static implicit operator AbsolutePath(Project project) => project?.Path;

    /// <summary>The path of the project's file.</summary>
    public static implicit operator string(Project project) => project?.Path;
}

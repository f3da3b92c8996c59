using Nuke.Common.IO;

namespace Nuke.Common.ProjectModel;

/// <summary>Reads solutions.</summary>
public static class SolutionModelExtensions
{
    /// <summary>The solution at the path.</summary>
    /// <exception cref="InvalidOperationException">There is no file.</exception>
    public static Solution ReadSolution(this AbsolutePath path)
    {
        Assert.FileExists(path, $"Solution '{path}' does not exist.");
        return new Solution(path);
    }
}

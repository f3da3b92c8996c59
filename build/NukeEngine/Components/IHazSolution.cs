using Nuke.Common;
using Nuke.Common.ProjectModel;

namespace Nuke.Components;

/// <summary>A build with a solution.</summary>
public interface IHazSolution : INukeBuild
{
    /// <summary>The solution that the parameter <c>Solution</c> names.</summary>
    [Solution]
    [Required]
    Solution Solution => TryGetValue(() => Solution);
}

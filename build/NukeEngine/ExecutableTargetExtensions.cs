using Nuke.Common.Execution;

namespace Nuke.Common;

/// <summary>Questions about a set of targets.</summary>
public static class ExecutableTargetExtensions
{
    /// <summary>Whether the set holds the target that this property declares.</summary>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Target target)
        => targets.Any(x => x.Factory.Equals(target));
}

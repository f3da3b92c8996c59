namespace Nuke.Common.Execution;

/// <summary>Names the targets that wait for one another.</summary>
internal static class CircularDependencies
{
    /// <param name="rest">The targets that could not be put into an order.</param>
    public static string Describe(IReadOnlyList<ExecutableTarget> rest)
    {
        var lines = new List<string> { "Circular dependencies between targets:" };
        var named = new HashSet<ExecutableTarget>();
        foreach (var target in rest.Where(x => !named.Contains(x)))
        {
            var circle = rest.Where(x => Reaches(target, x) && Reaches(x, target)).ToList();
            if (circle.Count == 0)
                continue;

            named.UnionWith(circle);
            lines.Add(" - " + string.Join(", ", circle.Select(x => x.Name)));
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static bool Reaches(ExecutableTarget from, ExecutableTarget to)
    {
        var seen = new HashSet<ExecutableTarget>();
        var open = new Stack<ExecutableTarget>(from.AllDependencies);
        while (open.TryPop(out var next))
        {
            if (next == to)
                return true;
            if (!seen.Add(next))
                continue;
            foreach (var dependency in next.AllDependencies)
                open.Push(dependency);
        }

        return false;
    }
}

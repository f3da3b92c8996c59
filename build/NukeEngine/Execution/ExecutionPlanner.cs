namespace Nuke.Common.Execution;

/// <summary>Puts the invoked targets and all they need into their order.</summary>
internal static class ExecutionPlanner
{
    /// <param name="all">Every target, in order of declaration.</param>
    /// <param name="invoked">The names on the command line, or null for the default.</param>
    public static List<ExecutableTarget> Plan(IReadOnlyList<ExecutableTarget> all, string[] invoked)
    {
        var wanted = invoked?.Select(x => Find(x, all)).ToHashSet() ?? [.. all.Where(x => x.IsDefault)];
        foreach (var target in wanted)
            target.Invoked = true;

        var order = LastToFirst(all);
        var plan = Select(order, wanted);
        while (plan.SelectMany(x => x.Triggers).Except(plan).ToList() is { Count: > 0 } triggered)
        {
            wanted.UnionWith(triggered);
            plan = Select(order, wanted);
        }

        foreach (var target in plan)
            target.Status = ExecutionStatus.Scheduled;
        return plan;
    }

    private static List<ExecutableTarget> Select(List<ExecutableTarget> order, HashSet<ExecutableTarget> wanted)
    {
        var needed = new HashSet<ExecutableTarget>(wanted);
        var plan = new List<ExecutableTarget>();
        foreach (var target in order.Where(x => needed.Contains(x)))
        {
            plan.Add(target);
            needed.UnionWith(target.ExecutionDependencies);
        }

        plan.Reverse();
        return plan;
    }

    /// <summary>Each target after all that depend on it; of several possible ones the first declared.</summary>
    private static List<ExecutableTarget> LastToFirst(IReadOnlyList<ExecutableTarget> all)
    {
        var dependents = all.ToDictionary(x => x, _ => 0);
        foreach (var dependency in all.SelectMany(x => x.AllDependencies))
            dependents[dependency]++;

        var rest = all.ToList();
        var order = new List<ExecutableTarget>();
        while (rest.Count > 0)
        {
            var next = rest.Find(x => dependents[x] == 0);
            if (next is null)
                Assert.Fail(CircularDependencies.Describe(rest));

            rest.Remove(next);
            order.Add(next);
            foreach (var dependency in next.AllDependencies)
                dependents[dependency]--;
        }

        return order;
    }

    private static ExecutableTarget Find(string name, IReadOnlyList<ExecutableTarget> all)
    {
        var plain = name.Replace("-", string.Empty, StringComparison.Ordinal);
        var found = all.SingleOrDefault(x => x.Name.Equals(plain, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var available = all.Select(x => "  - " + x.Name).Order();
            Assert.Fail(string.Join(
                Environment.NewLine,
                [$"Target with name '{plain}' does not exist. Available targets are:", .. available]));
        }

        return found;
    }
}

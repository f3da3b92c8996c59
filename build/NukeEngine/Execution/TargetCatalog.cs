using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the build's targets and ties them together.</summary>
internal static class TargetCatalog
{
    public const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private const BindingFlags Inherited = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static List<ExecutableTarget> Create<T>(T build, Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild
    {
        var defaultFactories = defaults.Select(x => DefaultTarget.Of(x, build)).ToList();
        var targets = Properties(build.GetType()).Select(x => Create(x, build, defaultFactories)).ToList();
        foreach (var target in targets)
            Connect(target, targets);
        return targets;
    }

    /// <summary>The class's targets in their order of declaration, then those that only components declare.</summary>
    public static List<PropertyInfo> Properties(Type build)
    {
        var own = build.GetProperties(Inherited).Where(x => x.PropertyType == typeof(Target)).ToList();
        var names = own.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var fromComponents = build.GetInterfaces()
            .SelectMany(x => x.GetProperties(Inherited))
            .Where(x => x.PropertyType == typeof(Target) && IsOnlyThere(x));
        return [.. own, .. fromComponents];

        bool IsOnlyThere(PropertyInfo offered)
        {
            if (names.Add(offered.Name))
                return true;

            var hidden = own.Find(x => x.Name == offered.Name && !x.GetMethod.IsPublic);
            Assert.True(
                hidden is null,
                $"Property '{offered.Name}' must be marked public to override inherited member from: {offered.DeclaringType.Name}");
            return false;
        }
    }

    /// <summary>The name without the interface that an explicit implementation carries.</summary>
    public static string NameOf(MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    private static ExecutableTarget Create(PropertyInfo property, NukeBuild build, List<Target> defaults)
    {
        var factory = (Target)property.GetValue(build);
        var definition = new TargetDefinition(property, build);
        factory(definition);

        return new ExecutableTarget
        {
            Definition = definition,
            Name = definition.Name,
            Description = definition.Text,
            Member = property,
            Factory = factory,
            Listed = !definition.IsUnlisted,
            IsDefault = defaults.Contains(factory),
            Actions = definition.Actions,
            StaticConditions = definition.StaticConditions,
            DynamicConditions = definition.DynamicConditions,
            DelegateRequirements = definition.Requirements,
            ArtifactProducts = definition.Products,
            DependencyBehavior = definition.WhenSkippedBehavior,
            AssuredAfterFailure = definition.IsAssured,
            ProceedAfterFailure = definition.IsProceeding,
        };
    }

    private static void Connect(ExecutableTarget target, List<ExecutableTarget> all)
    {
        var own = target.Definition;
        Link(target.ExecutionDependencies, own.DependsOnTargets, x => x.DependentForTargets);
        Link(target.OrderDependencies, own.AfterTargets, x => x.BeforeTargets);
        Link(target.TriggerDependencies, own.TriggeredByTargets, x => x.TriggersTargets);
        Link(target.Triggers, own.TriggersTargets, x => x.TriggeredByTargets);

        if (target.AllDependencies.Contains(target) || target.Triggers.Contains(target))
            Assert.Fail($"Target '{target.Name}' cannot have a dependency on itself");

        void Link(List<ExecutableTarget> links, List<Delegate> named, Func<TargetDefinition, List<Delegate>> namedByOthers)
        {
            links.AddRange(named.Select(x => all.Single(y => y.Factory.Equals(x))));
            links.AddRange(all.Where(x => x != target && namedByOthers(x.Definition).Contains(target.Factory)));
        }
    }
}

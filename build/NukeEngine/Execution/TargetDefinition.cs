using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Collects what a target's declaration says.</summary>
internal sealed partial class TargetDefinition(PropertyInfo property, NukeBuild build) : ITargetDefinition
{
    private Type baseSearch = property.DeclaringType;

    public string Name { get; } = TargetCatalog.NameOf(property);

    public string Text { get; private set; }

    public List<Action> Actions { get; } = [];

    public List<(string, Func<bool>)> StaticConditions { get; } = [];

    public List<(string, Func<bool>)> DynamicConditions { get; } = [];

    public List<LambdaExpression> Requirements { get; } = [];

    public List<string> Products { get; } = [];

    public DependencyBehavior WhenSkippedBehavior { get; private set; }

    public bool IsAssured { get; private set; }

    public bool IsProceeding { get; private set; }

    public bool IsUnlisted { get; private set; }

    public ITargetDefinition Description(string description)
    {
        Text = description;
        return this;
    }

    public ITargetDefinition Executes(params Action[] actions)
    {
        Actions.AddRange(actions);
        return this;
    }

    public ITargetDefinition Executes<T>(Func<T> action) => Executes(() => { action(); });

    public ITargetDefinition Executes(Func<Task> action) => Executes(() => action().GetAwaiter().GetResult());

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string conditionExpression = null)
    {
        StaticConditions.Add((OneLine(conditionExpression), condition));
        return this;
    }

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string conditionExpression = null)
    {
        DynamicConditions.Add((OneLine(conditionExpression), condition));
        return this;
    }

    public ITargetDefinition Requires(
        Expression<Func<bool>> requirement,
        params Expression<Func<bool>>[] requirements)
        => Require([requirement, .. requirements]);

    public ITargetDefinition Requires<T>(
        Expression<Func<T>> parameterRequirement,
        params Expression<Func<T>>[] parameterRequirements)
        where T : class
        => Require([parameterRequirement, .. parameterRequirements]);

    public ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements)
        where T : struct
        => Require([parameterRequirement, .. parameterRequirements]);

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior)
    {
        WhenSkippedBehavior = dependencyBehavior;
        return this;
    }

    public ITargetDefinition AssuredAfterFailure()
    {
        IsAssured = true;
        return this;
    }

    public ITargetDefinition ProceedAfterFailure()
    {
        IsProceeding = true;
        return this;
    }

    public ITargetDefinition Unlisted()
    {
        IsUnlisted = true;
        return this;
    }

    public ITargetDefinition Produces(params string[] artifacts)
    {
        Products.AddRange(artifacts);
        return this;
    }

    private TargetDefinition Require(IEnumerable<LambdaExpression> requirements)
    {
        Requirements.AddRange(requirements);
        return this;
    }

    private static string OneLine(string expression)
        => string.Join(' ', expression.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}

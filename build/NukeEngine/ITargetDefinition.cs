using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>What a target's declaration is written onto.</summary>
public interface ITargetDefinition
{
    /// <summary>Sets the text that <c>--help</c> shows.</summary>
    ITargetDefinition Description(string description);

    /// <summary>Adds actions.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <summary>Adds an action whose result is of no interest.</summary>
    ITargetDefinition Executes<T>(Func<T> action);

    /// <summary>Adds an asynchronous action; the target waits for it.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>Runs those targets first.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>Runs a component's targets first; without a target its only one.</summary>
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="DependsOn{T}"/>, where the build has the component.</summary>
    ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets);

    /// <summary>Makes those targets depend on this one.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <summary>Makes a component's targets depend on this one.</summary>
    ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="DependentFor{T}"/>, where the build has the component.</summary>
    ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets);

    /// <summary>Runs before those targets, where both run.</summary>
    ITargetDefinition Before(params Target[] targets);

    /// <summary>Runs before a component's targets, where both run.</summary>
    ITargetDefinition Before<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="Before{T}"/>, where the build has the component.</summary>
    ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets);

    /// <summary>Runs after those targets, where both run.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <summary>Runs after a component's targets, where both run.</summary>
    ITargetDefinition After<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="After{T}"/>, where the build has the component.</summary>
    ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets);

    /// <summary>Runs those targets afterwards.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <summary>Runs a component's targets afterwards.</summary>
    ITargetDefinition Triggers<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="Triggers{T}"/>, where the build has the component.</summary>
    ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets);

    /// <summary>Runs after any of those targets has been planned.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <summary>Runs after any of a component's targets has been planned.</summary>
    ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets);

    /// <summary>As <see cref="TriggeredBy{T}"/>, where the build has the component.</summary>
    ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets);

    /// <summary>Skips the target unless the condition holds before the first target runs.</summary>
    ITargetDefinition OnlyWhenStatic(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string conditionExpression = null);

    /// <summary>Skips the target unless the condition holds when its turn comes.</summary>
    ITargetDefinition OnlyWhenDynamic(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string conditionExpression = null);

    /// <summary>Refuses the run, before any target, unless the conditions hold.</summary>
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);

    /// <summary>Refuses the run, before any target, unless the parameters have values.</summary>
    ITargetDefinition Requires<T>(
        Expression<Func<T>> parameterRequirement,
        params Expression<Func<T>>[] parameterRequirements)
        where T : class;

    /// <summary>Refuses the run, before any target, unless the parameters have values.</summary>
    ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements)
        where T : struct;

    /// <summary>Says what happens to the dependencies when the target is skipped.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);

    /// <summary>Runs the target also after another one has failed, if it was scheduled.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>Goes on with the plan after the target has failed.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>Hides the target from <c>--help</c>.</summary>
    ITargetDefinition Unlisted();

    /// <summary>Takes over the declaration of the base class's target of the same name.</summary>
    ITargetDefinition Base();

    /// <summary>Takes over the declarations of those targets.</summary>
    ITargetDefinition Inherit(params Target[] targets);

    /// <summary>Takes over a component's own declarations; without a target its only one.</summary>
    ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets);

    /// <summary>Says which files the target makes.</summary>
    ITargetDefinition Produces(params string[] artifacts);

    /// <summary>Says which targets' files the target uses.</summary>
    ITargetDefinition Consumes(params Target[] targets);

    /// <summary>Says which of a target's files the target uses.</summary>
    ITargetDefinition Consumes(Target target, params string[] artifacts);

    /// <summary>Says which components' targets' files the target uses.</summary>
    ITargetDefinition Consumes<T>(params Func<T, Target>[] targets);
}

using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Refuses a run that lacks what its targets need.</summary>
internal static class Requirements
{
    /// <exception cref="InvalidOperationException">A requirement is not met.</exception>
    public static void Check(NukeBuild build)
    {
        foreach (var target in build.ScheduledTargets)
        {
            foreach (var requirement in target.DelegateRequirements)
                Check(build, target, requirement);
        }

        foreach (var member in InjectedMembers.Of(build.GetType()).Where(x => x.IsDefined(typeof(RequiredAttribute))))
        {
            if (IsEmpty(build, member, target: null))
                Assert.Fail($"Member '{Name(member)}' is required to be not null or empty");
        }
    }

    private static void Check(NukeBuild build, ExecutableTarget target, LambdaExpression requirement)
    {
        if (requirement is Expression<Func<bool>> condition)
        {
            if (!condition.Compile(preferInterpretation: true)())
                Assert.Fail($"Target '{target.Name}' requires '{condition.Body}'");
            return;
        }

        var member = InjectedMembers.Named(requirement);
        if (IsEmpty(build, member, target))
            Assert.Fail($"Target '{target.Name}' requires member '{Name(member)}' to be not null or empty");
    }

    private static bool IsEmpty(NukeBuild build, MemberInfo member, ExecutableTarget target)
    {
        if (!member.IsDefined(typeof(ValueInjectionAttributeBase)))
        {
            var from = target is null ? string.Empty : $"from target '{target.Name}' ";
            Assert.Fail($"Member '{Name(member)}' is required {from}but not marked with an injection attribute.");
        }

        if (Prompt.CanAsk(build) && MemberValue.Get(member, build) is null)
            Prompt.For(build, member);
        return MemberValue.Get(member, build) is var value && (value is null || (value is string text && string.IsNullOrWhiteSpace(text)));
    }

    private static string Name(MemberInfo member)
        => member.IsDefined(typeof(ParameterAttribute)) ? ParameterName.Of(member) : TargetCatalog.NameOf(member);
}

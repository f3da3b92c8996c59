using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common.ValueInjection;

/// <summary>The build's members that are filled from outside.</summary>
internal static class InjectedMembers
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
        | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    private static readonly HashSet<string> FilledInBase =
    [
        nameof(NukeBuild.Plan), nameof(NukeBuild.Help), nameof(NukeBuild.Continue),
        nameof(NukeBuild.NoLogo), nameof(NukeBuild.Verbosity),
    ];

    private static (Type Type, List<MemberInfo> Members) last;

    /// <summary>Members of the class and of the components that it does not implement itself.</summary>
    public static List<MemberInfo> Of(Type build)
    {
        if (last.Type != build)
            last = (build, Find(build));
        return last.Members;
    }

    public static IEnumerable<MemberInfo> Parameters(Type build) => Of(build).Where(x => x.IsDefined(typeof(ParameterAttribute)));

    /// <summary>The member that <c>() => Member</c> speaks of.</summary>
    public static MemberInfo Named(LambdaExpression expression)
    {
        var body = expression.Body is UnaryExpression { NodeType: ExpressionType.Convert } cast ? cast.Operand : expression.Body;
        return body is MemberExpression member
            ? member.Member
            : throw new InvalidOperationException($"Expression '{expression}' does not name a member");
    }

    public static void Fill(NukeBuild build, Func<ValueInjectionAttributeBase, bool> filter)
    {
        var attributes = Of(build.GetType())
            .Where(IsFilled)
            .ToDictionary(x => x, x => x.GetCustomAttribute<ValueInjectionAttributeBase>());
        foreach (var member in attributes.Keys.OrderByDescending(x => attributes[x].Priority))
        {
            var attribute = attributes[member];
            if (!filter(attribute))
                continue;

            attribute.Build = build;
            if (attribute.TryGetValue(member, build) is { } value)
                MemberValue.Set(member, build, value);
        }
    }

    // Components ask for their values themselves; most of the base class is filled before the build exists.
    private static bool IsFilled(MemberInfo member)
        => !member.DeclaringType.IsInterface
            && (member.DeclaringType != typeof(NukeBuild) || FilledInBase.Contains(member.Name));

    /// <summary>Whether the member can stand for a component's: it is public, or names the component.</summary>
    private static bool IsImplementation(MemberInfo member)
        => member.Name.Contains('.') || (member is PropertyInfo { GetMethod.IsPublic: true });

    private static List<MemberInfo> Find(Type build)
    {
        MemberInfo[] own = [.. build.GetFields(Any), .. build.GetProperties(Any)];
        var implemented = own.Where(IsImplementation).Select(TargetCatalog.NameOf).ToHashSet(StringComparer.Ordinal);
        var components = build.GetInterfaces().SelectMany(x => x.GetProperties(Any)).Where(x => implemented.Add(x.Name));
        return [.. own.Concat(components).Where(x => x.IsDefined(typeof(ValueInjectionAttributeBase), inherit: false))];
    }
}

using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.ValueInjection;

/// <summary>Values that components have asked for; each is looked up once.</summary>
internal sealed class ComponentValues
{
    private readonly Dictionary<MemberInfo, object> known = [];

    public object Get(NukeBuild build, LambdaExpression expression)
    {
        var member = InjectedMembers.Named(expression);
        if (known.TryGetValue(member, out var value) && value is not null)
            return value;

        var attribute = member.GetCustomAttribute<ValueInjectionAttributeBase>();
        Assert.True(attribute is not null, $"Member '{member.Name}' has no injection attribute");
        attribute.Build = build;
        return known[member] = attribute.TryGetValue(member, build);
    }
}

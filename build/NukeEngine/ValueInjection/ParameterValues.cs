using System.Reflection;
using Nuke.Common.Tooling;

namespace Nuke.Common.ValueInjection;

/// <summary>The values that a parameter accepts, where they can be listed.</summary>
internal static class ParameterValues
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
        | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    /// <returns>The texts in order, or null where any value of the type will do.</returns>
    public static IEnumerable<string> Accepted(MemberInfo member, INukeBuild build)
    {
        var attribute = ParameterName.Attribute(member);
        var type = MemberValue.TypeOf(member);
        type = type.IsArray ? type.GetElementType() : type;
        type = Nullable.GetUnderlyingType(type) ?? type;

        return attribute.GetValueSet(member, build)?.Select(x => x.Item1).Order()
            ?? Provided(attribute, build)?.Order()
            ?? (type.IsSubclassOf(typeof(Enumeration)) ? Enumeration.FieldsOf(type).Select(x => x.Name).Order() : null)
            ?? (type.IsEnum ? Enum.GetNames(type).Order() : null);
    }

    private static IEnumerable<string> Provided(ParameterAttribute attribute, INukeBuild build)
    {
        if (attribute.ValueProviderMember is not { } name)
            return null;

        var type = attribute.ValueProviderType ?? build.GetType();
        var provider = type.GetMember(name, Any).SingleOrDefault();
        Assert.True(provider is not null, $"No single provider '{type.Name}.{name}' found");
        return (IEnumerable<string>)MemberValue.Get(provider, build);
    }
}

using System.Reflection;

namespace Nuke.Common.ValueInjection;

/// <summary>Reads and writes fields and properties alike.</summary>
internal static class MemberValue
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
        | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static Type TypeOf(MemberInfo member)
        => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    public static object Get(MemberInfo member, object instance)
        => member is FieldInfo field ? field.GetValue(instance) : ((PropertyInfo)member).GetValue(instance);

    public static bool CanSet(MemberInfo member) => member is FieldInfo || Setter(member) is not null || Backing(member) is not null;

    public static void Set(MemberInfo member, object instance, object value)
    {
        if (member is FieldInfo field)
            field.SetValue(instance, value);
        else if (Setter(member) is { } setter)
            setter.Invoke(instance, [value]);
        else if (Backing(member) is { } backing)
            backing.SetValue(instance, value);
        else
            Assert.Fail($"Property '{member.Name}' is not settable and has no backing field.");
    }

    // A property of a base class shows its setter only where it is declared.
    private static MethodInfo Setter(MemberInfo member)
        => member.DeclaringType.GetProperty(member.Name, Own)?.GetSetMethod(nonPublic: true);

    private static FieldInfo Backing(MemberInfo member)
        => member.DeclaringType.GetField($"<{member.Name}>k__BackingField", Own);
}

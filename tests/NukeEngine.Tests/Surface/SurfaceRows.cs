using System.Reflection;
using System.Runtime.CompilerServices;

namespace NukeEngine.Tests.Surface;

/// <summary>What an assembly shows to others, in the form of nuke-api.txt.</summary>
internal static class SurfaceRows
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<(string Type, SortedSet<string> Members)> Of(Assembly assembly)
        => assembly.GetExportedTypes().Select(x => ($"{x.Namespace}: {Header(x)}", Members(x)));

    private static string Header(Type type)
    {
        if (type.IsEnum)
            return "public enum " + CSharpName.Qualified(type);
        if (IsDelegate(type))
            return "public delegate " + Signature(type.GetMethod("Invoke")!, CSharpName.Qualified(type));

        var kind = type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        return $"public {kind} {CSharpName.Qualified(type)}";
    }

    private static SortedSet<string> Members(Type type)
    {
        var rows = new SortedSet<string>(StringComparer.Ordinal);
        if (IsDelegate(type))
            return rows;
        if (type.IsEnum)
            return [string.Join(", ", Enum.GetNames(type))];

        rows.UnionWith(type.GetFields(Own).Where(x => x.IsPublic || x.IsFamily).Select(Field));
        rows.UnionWith(type.GetConstructors(Own).Where(IsVisible).Where(x => !x.IsStatic)
            .Select(x => $"{Access(x)}{type.Name.Split('`')[0]}({Parameters(x)})"));
        rows.UnionWith(type.GetProperties(Own).Where(x => x.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property));
        rows.UnionWith(type.GetMethods(Own).Where(x => IsVisible(x) && !IsAccessor(x)).Select(Method));
        return rows;
    }

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Field(FieldInfo field)
    {
        var access = field.IsPublic ? "public " : "protected ";
        var kind = field.IsLiteral ? "const " : field.IsStatic ? field.IsInitOnly ? "static readonly " : "static " : string.Empty;
        var value = field.IsLiteral ? $" = \"{field.GetRawConstantValue()}\"" : string.Empty;
        return $"{access}{kind}{CSharpName.Of(field.FieldType)} {field.Name}{value}";
    }

    private static string Property(PropertyInfo property)
    {
        var visible = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var accessors = string.Concat(
            property.GetMethod is { } get && IsVisible(get) ? "get; " : string.Empty,
            property.SetMethod is { } set && IsVisible(set) ? "set; " : string.Empty);
        return $"{Modifiers(visible[0])}{CSharpName.Of(property.PropertyType)} {property.Name} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        var name = method.Name switch
        {
            "op_Implicit" => $"implicit operator {CSharpName.Of(method.ReturnType)}({Parameters(method)})",
            "op_Explicit" => $"explicit operator {CSharpName.Of(method.ReturnType)}({Parameters(method)})",
            "op_Division" => Signature(method, "operator /"),
            "op_Addition" => Signature(method, "operator +"),
            "op_Equality" => Signature(method, "operator =="),
            "op_Inequality" => Signature(method, "operator !="),
            _ => Signature(method, method.Name + Generics(method)) + Constraints(method),
        };
        return Modifiers(method) + name;
    }

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
            return method.IsAbstract ? string.Empty : method.IsVirtual ? "default " : "sealed ";

        var inheritance = method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : !method.IsVirtual || (method.IsFinal && method.Equals(method.GetBaseDefinition())) ? string.Empty
            : method.Equals(method.GetBaseDefinition()) ? "virtual "
            : "override ";
        return Access(method) + inheritance;
    }

    private static string Access(MethodBase method) => method.IsPublic ? "public " : "protected ";

    private static string Signature(MethodInfo method, string name)
        => $"{CSharpName.Of(method.ReturnType)} {name}({Parameters(method)})";

    private static string Generics(MethodInfo method)
        => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(x => x.Name))}>" : string.Empty;

    private static string Constraints(MethodInfo method) => string.Concat(method.GetGenericArguments().Select(Constraint));

    private static string Constraint(Type parameter)
    {
        var rules = parameter.GenericParameterAttributes;
        var isStruct = rules.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> parts = [.. parameter.GetGenericParameterConstraints().Where(x => x != typeof(ValueType)).Select(CSharpName.Of)];
        if (rules.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            parts.Insert(0, "class");
        if (isStruct)
            parts.Insert(0, "struct");
        else if (rules.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            parts.Add("new()");
        return parts.Count == 0 ? string.Empty : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }

    private static string Parameters(MethodBase method)
    {
        var self = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : string.Empty;
        return self + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var kind = parameter.IsOut ? "out " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
        return $"{kind}{CSharpName.Of(parameter.ParameterType)} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter)
        => !parameter.HasDefaultValue ? string.Empty
            : parameter.RawDefaultValue switch
            {
                null => " = null",
                bool flag => flag ? " = true" : " = false",
                string text => $" = \"{text}\"",
                var value when parameter.ParameterType.IsEnum => $" = {parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value)}",
                var value => $" = {value}",
            };
}

namespace NukeEngine.Tests.Surface;

/// <summary>Types as C# writes them.</summary>
internal static class CSharpName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    public static string Of(Type type)
        => type.IsByRef ? Of(type.GetElementType()!)
            : Keywords.TryGetValue(type, out var keyword) ? keyword
            : type.IsArray ? Of(type.GetElementType()!) + "[]"
            : Nullable.GetUnderlyingType(type) is { } scalar ? Of(scalar) + "?"
            : type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) is true
                ? $"({string.Join(", ", type.GetGenericArguments().Select(Of))})"
            : IsTupleOfParameters(type) ? $"({string.Join(", ", type.GetGenericArguments().Select(Of))})"
            : Qualified(type);

    /// <summary>The name with the types around it and its parameters.</summary>
    public static string Qualified(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType && type.Name.Contains('`'))
        {
            var outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
            name += $"<{string.Join(", ", type.GetGenericArguments().Skip(outer).Select(Of))}>";
        }

        return type.IsNested && !type.IsGenericParameter ? $"{Qualified(type.DeclaringType!)}.{name}" : name;
    }

    private static bool IsTupleOfParameters(Type type) => type is { IsGenericType: true, Namespace: "System" } && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);
}

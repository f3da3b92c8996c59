using System.Reflection;

namespace Sagaz.Core.CommandLine;

public sealed partial record ParameterContract
{
    /// <summary>The contract that follows from the type of the member that takes the value.</summary>
    /// <param name="name">The parameter's name in PascalCase, prefix included.</param>
    /// <param name="type">The member's type; nullable and array types are looked through.</param>
    /// <param name="allowedValues">The names accepted, where the type does not say.</param>
    /// <remarks>
    /// Enums, and classes that list their instances as public static fields, become choices; a type named
    /// <c>AbsolutePath</c> becomes a path; whatever has no rule of its own is text.
    /// </remarks>
    public static ParameterContract ForType(string name, Type type, IEnumerable<string>? allowedValues = null)
    {
        var isList = type.IsArray;
        var element = isList ? type.GetElementType()! : type;
        element = Nullable.GetUnderlyingType(element) ?? element;
        var choices = allowedValues?.ToArray() ?? ChoicesOf(element);
        var (minimum, maximum) = RangeOf(element);
        return new ParameterContract
        {
            Name = name,
            Kind = choices.Length > 0 ? ParameterKind.Choice : KindOf(element),
            AllowedValues = choices,
            Minimum = minimum,
            Maximum = maximum,
            IsList = isList,
        };
    }

    private static ParameterKind KindOf(Type type) =>
        type == typeof(bool) ? ParameterKind.Switch
        : RangeOf(type) != (null, null) ? ParameterKind.Number
        : type == typeof(double) || type == typeof(float) || type == typeof(decimal) ? ParameterKind.Real
        : type.Name is "AbsolutePath" or nameof(FileInfo) or nameof(DirectoryInfo) ? ParameterKind.Path
        : ParameterKind.Text;

    private static (decimal? Minimum, decimal? Maximum) RangeOf(Type type) => type.IsEnum
        ? (null, null)
        : Type.GetTypeCode(type) switch
        {
            TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
            TypeCode.Byte => (byte.MinValue, byte.MaxValue),
            TypeCode.Int16 => (short.MinValue, short.MaxValue),
            TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
            TypeCode.Int32 => (int.MinValue, int.MaxValue),
            TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
            TypeCode.Int64 => (long.MinValue, long.MaxValue),
            TypeCode.UInt64 => (ulong.MinValue, ulong.MaxValue),
            _ => (null, null),
        };

    private static string[] ChoicesOf(Type type) =>
        type.IsEnum ? type.GetEnumNames()
        : type.IsClass && type != typeof(string)
            ? [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.FieldType == type)
                .Select(field => field.Name)]
        : [];
}

using System.ComponentModel;
using System.Globalization;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common.ValueInjection;

/// <summary>Turns texts into typed values.</summary>
internal static class ValueConversion
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <param name="values">The texts; none for a switch.</param>
    /// <param name="type">A scalar or an array of scalars, nullable or not.</param>
    /// <param name="switchValue">What a switch without a value means.</param>
    /// <param name="source">Where the texts come from, for the message.</param>
    /// <param name="directory">What relative paths start from. Default: the working folder.</param>
    /// <exception cref="FormatException">A text does not convert, or there are several for one value.</exception>
    public static object ToType(
        string[] values,
        Type type,
        bool switchValue,
        string source = null,
        AbsolutePath directory = null)
    {
        try
        {
            return type.IsArray ? ToArray(values, type.GetElementType(), directory)
                : values.Length > 1 ? throw new FormatException(
                    $"Value [ {string.Join(", ", values)} ] cannot be assigned to '{DisplayName(type)}'")
                : values.Length == 1 ? ToScalar(values[0], type, directory)
                : (Nullable.GetUnderlyingType(type) ?? type) == typeof(bool) ? switchValue
                : null;
        }
        catch (FormatException exception) when (source is not null)
        {
            throw new FormatException($"Resolving {source} failed.{Environment.NewLine}{exception.Message}", exception);
        }
    }

    private static Array ToArray(string[] values, Type element, AbsolutePath directory)
    {
        var array = Array.CreateInstance(element, values.Length);
        for (var i = 0; i < values.Length; i++)
            array.SetValue(ToScalar(values[i], element, directory), i);
        return array;
    }

    private static object ToScalar(string text, Type type, AbsolutePath directory)
    {
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        if (scalar != type && text.Length == 0)
            return null;

        try
        {
            // The converters of System.ComponentModel take longer to load than everything else here.
            return scalar == typeof(string) ? text
                : scalar == typeof(bool) ? bool.Parse(text)
                : scalar == typeof(int) ? int.Parse(text, Invariant)
                : scalar == typeof(long) ? long.Parse(text, Invariant)
                : scalar == typeof(double) ? double.Parse(text, Invariant)
                : scalar == typeof(decimal) ? decimal.Parse(text, Invariant)
                : scalar == typeof(TimeSpan) ? TimeSpan.Parse(text, Invariant)
                : scalar.IsEnum ? Enum.Parse(scalar, text, ignoreCase: true)
                : scalar == typeof(AbsolutePath) ? (AbsolutePath)Path.GetFullPath(text, directory ?? EnvironmentInfo.WorkingDirectory)
                : scalar == typeof(Host) ? Host.Create(text)
                : scalar.IsSubclassOf(typeof(Enumeration)) ? Enumeration.Parse(scalar, text)
                : TypeDescriptor.GetConverter(scalar).ConvertFromInvariantString(text);
        }
        catch (Exception exception)
            when (exception is FormatException or OverflowException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"Value '{text}' could not be converted to '{DisplayName(type)}'", exception);
        }
    }

    private static string DisplayName(Type type)
        => Nullable.GetUnderlyingType(type) is { } scalar ? DisplayName(scalar) + "?"
            : type == typeof(int) ? "int"
            : type == typeof(long) ? "long"
            : type == typeof(bool) ? "bool"
            : type == typeof(double) ? "double"
            : type == typeof(decimal) ? "decimal"
            : type == typeof(string) ? "string"
            : type.Name;
}

using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Nuke.Common.Tooling;

/// <summary>A closed set of texts; the values are the static fields of the derived class.</summary>
public abstract class Enumeration
{
    /// <summary>The text.</summary>
    protected string Value { get; set; }

    /// <summary>The value's text.</summary>
    public static implicit operator string(Enumeration value) => value?.Value;

    /// <summary>Whether both have the same text.</summary>
    public static bool operator ==(Enumeration a, Enumeration b) => Equals(a, b);

    /// <summary>Whether their texts differ.</summary>
    public static bool operator !=(Enumeration a, Enumeration b) => !Equals(a, b);

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is Enumeration other && other.GetType() == GetType() && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Whether both have the same text.</summary>
    protected bool Equals(Enumeration other) => Value == other.Value;

    internal static FieldInfo[] FieldsOf(Type type) => type.GetFields(BindingFlags.Static | BindingFlags.Public);

    internal static object Parse(Type type, string text)
        => FieldsOf(type).SingleOrDefault(x => x.Name.Equals(text, StringComparison.OrdinalIgnoreCase))?.GetValue(null)
            ?? throw new FormatException($"'{text}' is no value of {type.Name}");

    /// <summary>Makes values of their fields' names, whatever the case.</summary>
    public class TypeConverter<T> : TypeConverter
        where T : Enumeration, new()
    {
        /// <inheritdoc/>
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType)
            => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        /// <inheritdoc/>
        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
            => value is string text ? Parse(typeof(T), text) : base.ConvertFrom(context, culture, value);
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using static System.IO.Path;

namespace Nuke.Common.IO;

/// <summary>A normalised path from the root of the file system.</summary>
[TypeConverter(typeof(TypeConverter))]
[DebuggerDisplay("{" + nameof(path) + "}")]
public partial class AbsolutePath : IAbsolutePathHolder, IFormattable
{
    private readonly string path;

    private AbsolutePath(string path)
    {
        this.path = path;
    }

    AbsolutePath IAbsolutePathHolder.Path => this;

    /// <summary>The last part, with its extension.</summary>
    public string Name => GetFileName(path);

    /// <summary>The last part, without its extension.</summary>
    public string NameWithoutExtension => GetFileNameWithoutExtension(path);

    /// <summary>The extension with its dot, or an empty text.</summary>
    public string Extension => GetExtension(path);

    /// <summary>The folder that holds it, or null at the root.</summary>
    public AbsolutePath Parent => GetDirectoryName(path) is { } parent ? new AbsolutePath(parent) : null;

    /// <summary>Makes a path of a text.</summary>
    /// <exception cref="ArgumentException">The text does not start at the root.</exception>
    public static AbsolutePath Create(string path)
        => IsPathRooted(path)
            ? new AbsolutePath(TrimEndingDirectorySeparator(GetFullPath(path)))
            : throw new ArgumentException($"Path '{path}' must be rooted", nameof(path));

    /// <summary>Makes a path of a text; null stays null.</summary>
    public static implicit operator AbsolutePath(string path) => path is null ? null : Create(path);

    /// <summary>The path as text; null stays null.</summary>
    public static implicit operator string(AbsolutePath path) => path?.path;

    /// <summary>A path below this one; <c>..</c> goes up.</summary>
    public static AbsolutePath operator /(AbsolutePath left, string right)
        => Create(GetFullPath(Combine(left.NotNull().path, right ?? string.Empty)));

    /// <summary>The path with a text after it.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string right) => Create(left.NotNull().path + right);

    /// <summary>Whether both are the same path.</summary>
    public static bool operator ==(AbsolutePath a, AbsolutePath b) => a is null ? b is null : a.Equals((object)b);

    /// <summary>Whether they are different paths.</summary>
    public static bool operator !=(AbsolutePath a, AbsolutePath b) => !(a == b);

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is AbsolutePath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => path.GetHashCode(Comparison);

    /// <inheritdoc/>
    public override string ToString() => path;

    /// <summary>Whether both are the same path, ignoring case on Windows.</summary>
    protected bool Equals(AbsolutePath other) => path.Equals(other.path, Comparison);

    private static StringComparison Comparison
        => OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Makes paths of texts; relative ones start at the working folder.</summary>
    public class TypeConverter : System.ComponentModel.TypeConverter
    {
        /// <inheritdoc/>
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType)
            => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        /// <inheritdoc/>
        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
            => value is string text
                ? Create(GetFullPath(text, EnvironmentInfo.WorkingDirectory))
                : base.ConvertFrom(context, culture, value);
    }
}

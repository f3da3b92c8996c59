using System.Diagnostics;

namespace Nuke.Common.IO;

/// <summary>A path from somewhere.</summary>
[DebuggerDisplay("{" + nameof(path) + "}")]
public class RelativePath
{
    private readonly string path;

    /// <summary>Makes a path of a text.</summary>
    protected RelativePath(string path, char? separator = null)
    {
        this.path = separator is { } c ? path.Replace('\\', c).Replace('/', c) : path;
    }

    /// <summary>Makes a path of a text.</summary>
    public static explicit operator RelativePath(string path) => path is null ? null : new RelativePath(path);

    /// <summary>The path as text.</summary>
    public static implicit operator string(RelativePath path) => path?.path;

    /// <summary>A path below this one.</summary>
    public static RelativePath operator /(RelativePath left, string right)
        => new(Path.Combine(left.NotNull().path, right ?? string.Empty));

    /// <summary>The path with a text after it.</summary>
    public static RelativePath operator +(RelativePath left, string right) => new(left.NotNull().path + right);

    /// <inheritdoc/>
    public override string ToString() => path;
}

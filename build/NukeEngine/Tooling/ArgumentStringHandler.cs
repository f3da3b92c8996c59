using System.Runtime.CompilerServices;
using System.Text;
using Nuke.Common.IO;

namespace Nuke.Common.Tooling;

/// <summary>Builds an argument text from an interpolated one; values with spaces are quoted.</summary>
/// <remarks>Format <c>nq</c> leaves a value unquoted, <c>r</c> masks it in what is logged.</remarks>
[InterpolatedStringHandler]
public ref struct ArgumentStringHandler
{
    private readonly StringBuilder text;
    private readonly List<string> secrets = [];

    /// <summary>Called by the compiler.</summary>
    public ArgumentStringHandler(int literalLength, int formattedCount, out bool handlerIsValid)
    {
        text = new StringBuilder(literalLength + (formattedCount * 16));
        handlerIsValid = true;
    }

    /// <summary>A text is one value: with spaces in it, it becomes one quoted argument.</summary>
    public static implicit operator ArgumentStringHandler(string value) => $"{value.NotNull()}";

    /// <summary>Called by the compiler for what stands in the text.</summary>
    public void AppendLiteral(string value) => text.Append(value);

    /// <summary>Called by the compiler for a value.</summary>
    public void AppendFormatted(object obj, int alignment = 0, string format = null)
    {
        var value = obj is IAbsolutePathHolder holder ? holder.Path.ToString() : obj?.ToString() ?? string.Empty;
        if (format == "r")
            secrets.Add(value);
        value = format is "nq" || IsQuoted(value) || !value.Contains(' ') ? value : $"\"{value}\"";
        text.Append(alignment < 0 ? value.PadRight(-alignment) : value.PadLeft(alignment));
    }

    /// <summary>Called by the compiler for several paths.</summary>
    public void AppendFormatted(IEnumerable<IAbsolutePathHolder> paths, int alignment = 0, string format = null)
    {
        var separator = string.Empty;
        foreach (var path in paths)
        {
            text.Append(separator);
            AppendFormatted((object)path, alignment, format);
            separator = " ";
        }
    }

    /// <summary>The argument text; a single quoted value comes without its quotes.</summary>
    public string ToStringAndClear()
    {
        var value = text.ToString();
        text.Clear();
        return value.Length > 1 && value[0] == '"' && value.IndexOf('"', 1) == value.Length - 1 ? value[1..^1] : value;
    }

    /// <summary>What masks the secret values.</summary>
    public Func<string, string> GetFilter()
    {
        var hidden = secrets;
        return x => hidden.Where(y => y.Length > 0).Aggregate(x, (line, y) => line.Replace(y, "[REDACTED]", StringComparison.Ordinal));
    }

    private static bool IsQuoted(string value)
        => value.Length > 1 && value[0] == value[^1] && value[0] is '"' or '\'';
}

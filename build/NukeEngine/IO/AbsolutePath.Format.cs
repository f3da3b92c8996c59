namespace Nuke.Common.IO;

public partial class AbsolutePath
{
    /// <summary>In double quotes.</summary>
    public const string DoubleQuote = "d";

    /// <summary>In double quotes if it has a space.</summary>
    public const string DoubleQuoteIfNeeded = "dn";

    /// <summary>In single quotes.</summary>
    public const string SingleQuote = "s";

    /// <summary>In single quotes if it has a space.</summary>
    public const string SingleQuoteIfNeeded = "sn";

    /// <summary>As it is.</summary>
    public const string NoQuotes = "nq";

    /// <summary>The path as text, quoted as the format says.</summary>
    public string ToString(string format) => Quoted(format);

    string IFormattable.ToString(string format, IFormatProvider formatProvider) => Quoted(format);

    private string Quoted(string format) => format switch
    {
        DoubleQuote => $"\"{path}\"",
        DoubleQuoteIfNeeded => path.Contains(' ') ? $"\"{path}\"" : path,
        SingleQuote => $"'{path}'",
        SingleQuoteIfNeeded => path.Contains(' ') ? $"'{path}'" : path,
        null or "" or NoQuotes => path,
        _ => throw new FormatException($"Format '{format}' is not recognized"),
    };
}

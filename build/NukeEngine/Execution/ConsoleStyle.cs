namespace Nuke.Common.Execution;

/// <summary>How console output looks: with ANSI colours or without any.</summary>
internal sealed class ConsoleStyle
{
    /// <summary>A framing blank line, which build servers would drop if it were empty.</summary>
    public const string Blank = "\u200b";

    public static readonly ConsoleStyle Ansi = new(colours: true);

    public static readonly ConsoleStyle Plain = new(colours: false);

    private readonly bool colours;

    private ConsoleStyle(bool colours)
    {
        this.colours = colours;
    }

    /// <summary>Colours on anything like xterm, also when piped, and on terminals that are not dumb.</summary>
    public static ConsoleStyle Default
    {
        get
        {
            var terminal = Environment.GetEnvironmentVariable("TERM");
            return string.IsNullOrEmpty(terminal) || terminal == "dumb" ? Plain
                : terminal.StartsWith("xterm", StringComparison.OrdinalIgnoreCase) || !Console.IsOutputRedirected ? Ansi
                : Plain;
        }
    }

    public string Paint(ConsoleTone tone, string text) => colours ? $"\e[{Code(tone)}m{text}\e[0m" : text;

    public void WriteLine(ConsoleTone tone, string text)
        => Console.Out.WriteLine(string.IsNullOrWhiteSpace(text) ? Blank : Paint(tone, text));

    private static string Code(ConsoleTone tone) => tone switch
    {
        ConsoleTone.Text => "39",
        ConsoleTone.Secondary => "38;5;247",
        ConsoleTone.Scalar => "38;5;45;1",
        ConsoleTone.Verbose => "90;1",
        ConsoleTone.Debug => "39;1",
        ConsoleTone.Information => "38;5;45;1",
        ConsoleTone.Warning => "38;5;214;1",
        ConsoleTone.Error => "38;5;196;1",
        ConsoleTone.Fatal => "38;5;231;1;48;5;196",
        _ => "32;1",
    };
}

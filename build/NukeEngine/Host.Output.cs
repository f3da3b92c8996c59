using System.Globalization;
using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common;

public partial class Host
{
    private static readonly string[] Logo =
    [
        "███╗   ██╗██╗   ██╗██╗  ██╗███████╗",
        "████╗  ██║██║   ██║██║ ██╔╝██╔════╝",
        "██╔██╗ ██║██║   ██║█████╔╝ █████╗  ",
        "██║╚██╗██║██║   ██║██╔═██╗ ██╔══╝  ",
        "██║ ╚████║╚██████╔╝██║  ██╗███████╗",
        "╚═╝  ╚═══╝ ╚═════╝ ╚═╝  ╚═╝╚══════╝",
    ];

    internal void Write(ConsoleTone tone, string text = null) => Style.WriteLine(tone, text);

    /// <summary>Writes the logo.</summary>
    protected internal void WriteLogo()
    {
        Write(ConsoleTone.Debug);
        foreach (var line in Logo)
            Write(ConsoleTone.Debug, line.Replace(' ', '\u00a0'));
        Write(ConsoleTone.Debug);
    }

    internal void WriteVersion()
    {
        var version = typeof(NukeBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        Write(
            ConsoleTone.Information,
            $"NUKE Execution Engine version 10.1.0-bundled.{version} ({EnvironmentInfo.Platform},{AppContext.TargetFrameworkName})");
        Write(ConsoleTone.Information);
    }

    /// <summary>Opens a block of output that ends when the result is disposed.</summary>
    protected internal virtual IDisposable WriteBlock(string text)
    {
        Write(ConsoleTone.Debug);
        Write(ConsoleTone.Debug, "╬" + new string('═', text.Length + 5));
        Write(ConsoleTone.Debug, "║ " + Style.Paint(ConsoleTone.Information, text));
        Write(ConsoleTone.Debug, "╬" + new string('═', Math.Max(text.Length - 4, 2)));
        Write(ConsoleTone.Debug);
        return null;
    }

    /// <summary>Repeats the run's warnings and errors, where there are any.</summary>
    protected internal virtual void WriteErrorsAndWarnings()
    {
        var lines = Session.Current.Troubles.Lines;
        if (lines.Count == 0)
            return;

        using (WriteBlock("Errors & Warnings"))
        {
            foreach (var line in lines)
                ConsoleLine.WriteTrouble(Style, line.Event, line.Target);
        }
    }

    /// <summary>Writes the table of targets.</summary>
    protected internal virtual void WriteTargetOutcome(INukeBuild build)
    {
        foreach (var (tone, text) in OutcomeTable.Lines(build.ExecutionPlan))
            Write(tone, text);
    }

    /// <summary>Writes the verdict.</summary>
    protected internal virtual void WriteBuildOutcome(INukeBuild build)
    {
        var now = DateTime.Now.ToString(CultureInfo.CurrentCulture);
        Write(ConsoleTone.Debug);
        if (build.IsSucceeding)
            Write(ConsoleTone.Success, $"Build succeeded on {now}. ＼（＾ᴗ＾）／");
        else
            Write(ConsoleTone.Error, $"Build failed on {now}. (╯°□°）╯︵ ┻━┻");
    }
}

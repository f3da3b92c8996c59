using System.Text.RegularExpressions;
using Nuke.Common.Tooling;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tools.DotNet;

/// <summary>The .NET command line.</summary>
public partial class DotNetTasks : ToolTasks, IRequirePathTool
{
    // build.sh may have brought an SDK of its own, which it names in DOTNET_EXE.
    private static string ToolPath
        => ToolPathResolver.TryGetEnvironmentExecutable("DOTNET_EXE") ?? ToolPathResolver.GetPathExecutable("dotnet");

    /// <summary>Runs any command.</summary>
    public static IReadOnlyCollection<Output> DotNet(
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<IProcess, object> exitHandler = null)
        => new ToolRun(ToolPath).Execute(
            arguments,
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger ?? WriteLine,
            exitHandler is null ? null : x => exitHandler(x));

    private static IReadOnlyCollection<Output> Run(ToolOptions options) => OptionsRun.Once(options, ToolPath, WriteLine);

    private static void WriteLine(OutputType type, string line)
        => Log.Write(
            WarningPattern().IsMatch(line) ? LogEventLevel.Warning
                : type == OutputType.Err || ErrorPattern().IsMatch(line) ? LogEventLevel.Error
                : LogEventLevel.Debug,
            "{Line:l}",
            line);

    [GeneratedRegex(@": warning \w{2,5}\d{1,5}:", RegexOptions.IgnoreCase)]
    private static partial Regex WarningPattern();

    [GeneratedRegex(@": error \w{2,5}\d{1,5}:", RegexOptions.IgnoreCase)]
    private static partial Regex ErrorPattern();
}

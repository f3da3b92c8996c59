using System.Diagnostics;
using System.Text;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Tooling;

/// <summary>Starts processes and logs what they write.</summary>
public static class ProcessTasks
{
    /// <summary>Whether output is logged where the call does not say. Default: true.</summary>
    public static bool DefaultLogOutput = true;

    /// <summary>Whether the command line is logged where the call does not say. Default: true.</summary>
    public static bool DefaultLogInvocation = true;

    /// <summary>Where processes run when the call does not say. Default: the working folder at the start.</summary>
    public static string DefaultWorkingDirectory = EnvironmentInfo.WorkingDirectory;

    /// <summary>Starts a program with arguments whose parts are quoted as needed.</summary>
    public static IProcess StartProcess(
        string toolPath,
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null)
        => StartProcess(
            toolPath,
            arguments.ToStringAndClear(),
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger,
            arguments.GetFilter());

    /// <summary>Starts a program.</summary>
    /// <param name="toolPath">Its path, or its name to be found in PATH.</param>
    /// <param name="arguments">The arguments, quoted.</param>
    /// <param name="workingDirectory">Where it runs. Default: <see cref="DefaultWorkingDirectory"/>.</param>
    /// <param name="environmentVariables">Its whole environment. Default: this process's.</param>
    /// <param name="timeout">Milliseconds. Default: none.</param>
    /// <param name="logOutput">Default: <see cref="DefaultLogOutput"/>.</param>
    /// <param name="logInvocation">Default: <see cref="DefaultLogInvocation"/>.</param>
    /// <param name="logger">Takes each line. Default: <see cref="DefaultLogger"/>.</param>
    /// <param name="outputFilter">Masks secrets in what is logged.</param>
    public static IProcess StartProcess(
        string toolPath,
        string arguments = null,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Func<string, string> outputFilter = null)
    {
        if (!toolPath.Contains(Path.DirectorySeparatorChar))
            toolPath = ToolPathResolver.GetPathExecutable(toolPath);
        Assert.FileExists(toolPath);

        var start = new ProcessStartInfo(toolPath, arguments ?? string.Empty)
        {
            WorkingDirectory = workingDirectory ?? DefaultWorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        Assert.DirectoryExists(start.WorkingDirectory);
        if (environmentVariables is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environmentVariables)
                start.Environment[name] = value;
        }

        var mask = outputFilter ?? (x => x);
        if (logInvocation ?? DefaultLogInvocation)
            LogInvocation(start, mask);
        return new StartedProcess(start, timeout, logOutput ?? DefaultLogOutput ? logger ?? DefaultLogger : null, mask);
    }

    /// <summary>Logs a line: standard output as debug, standard error as error.</summary>
    public static void DefaultLogger(OutputType type, string output)
        => Log.Write(type == OutputType.Std ? LogEventLevel.Debug : LogEventLevel.Error, "{Line:l}", output);

    private static void LogInvocation(ProcessStartInfo start, Func<string, string> mask)
    {
        Log.Information("> {ToolPath} {Arguments}", start.FileName, mask(start.Arguments));
        var level = start.WorkingDirectory == DefaultWorkingDirectory ? LogEventLevel.Verbose : LogEventLevel.Information;
        Log.Write(level, "@ {WorkingDirectory}", start.WorkingDirectory);
    }
}

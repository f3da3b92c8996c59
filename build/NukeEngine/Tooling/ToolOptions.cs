namespace Nuke.Common.Tooling;

/// <summary>How a program is run.</summary>
public abstract class ToolOptions : Options
{
    /// <summary>The program. Default: the tool's own.</summary>
    public string ProcessToolPath => Value<string>(nameof(ProcessToolPath));

    /// <summary>The folder it runs in. Default: the working folder.</summary>
    public string ProcessWorkingDirectory => Value<string>(nameof(ProcessWorkingDirectory));

    /// <summary>Its whole environment. Default: this process's.</summary>
    public IReadOnlyDictionary<string, string> ProcessEnvironmentVariables
        => Value<IReadOnlyDictionary<string, string>>(nameof(ProcessEnvironmentVariables));

    /// <summary>Milliseconds after which it is killed. Default: never.</summary>
    public int? ProcessExecutionTimeout => Value<int?>(nameof(ProcessExecutionTimeout));

    /// <summary>Whether its output is logged. Default: true.</summary>
    public bool? ProcessOutputLogging => Value<bool?>(nameof(ProcessOutputLogging));

    /// <summary>Whether its command line is logged. Default: true.</summary>
    public bool? ProcessInvocationLogging => Value<bool?>(nameof(ProcessInvocationLogging));

    /// <summary>Whether another exit code than 0 throws. Default: true.</summary>
    public bool? ProcessExitHandling => Value<bool?>(nameof(ProcessExitHandling));

    /// <summary>Arguments after all others, as they are.</summary>
    public IReadOnlyList<string> ProcessAdditionalArguments
        => Value<IReadOnlyList<string>>(nameof(ProcessAdditionalArguments));

    /// <summary>The command with its arguments.</summary>
    internal abstract IEnumerable<string> Arguments { get; }
}

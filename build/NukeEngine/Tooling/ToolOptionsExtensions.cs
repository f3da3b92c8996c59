namespace Nuke.Common.Tooling;

/// <summary>Sets how a program is run.</summary>
public static class ToolOptionsExtensions
{
    /// <summary>Sets the program.</summary>
    public static T SetProcessToolPath<T>(this T o, string value)
        where T : ToolOptions
        => o.With(nameof(ToolOptions.ProcessToolPath), value);

    /// <summary>Sets the folder it runs in.</summary>
    public static T SetProcessWorkingDirectory<T>(this T o, string value)
        where T : ToolOptions
        => o.With(nameof(ToolOptions.ProcessWorkingDirectory), value);

    /// <summary>Adds a variable to this process's environment.</summary>
    public static T SetProcessEnvironmentVariable<T>(this T o, string key, string value)
        where T : ToolOptions
    {
        var variables = new Dictionary<string, string>(o.ProcessEnvironmentVariables ?? EnvironmentInfo.Variables) { [key] = value };
        return o.With(nameof(ToolOptions.ProcessEnvironmentVariables), (IReadOnlyDictionary<string, string>)variables);
    }

    /// <summary>Sets the milliseconds after which it is killed.</summary>
    public static T SetProcessExecutionTimeout<T>(this T o, int? value)
        where T : ToolOptions
        => o.With(nameof(ToolOptions.ProcessExecutionTimeout), value);

    /// <summary>Sets the time after which it is killed.</summary>
    public static T SetProcessExecutionTimeout<T>(this T o, TimeSpan value)
        where T : ToolOptions
        => o.SetProcessExecutionTimeout((int)value.TotalMilliseconds);

    /// <summary>Sets whether its output is logged.</summary>
    public static T SetProcessOutputLogging<T>(this T o, bool? value)
        where T : ToolOptions
        => o.With(nameof(ToolOptions.ProcessOutputLogging), value);

    /// <summary>Logs its output.</summary>
    public static T EnableProcessOutputLogging<T>(this T o)
        where T : ToolOptions
        => o.SetProcessOutputLogging(true);

    /// <summary>Keeps its output out of the log.</summary>
    public static T DisableProcessOutputLogging<T>(this T o)
        where T : ToolOptions
        => o.SetProcessOutputLogging(false);

    /// <summary>Keeps its command line out of the log.</summary>
    public static T DisableProcessInvocationLogging<T>(this T o)
        where T : ToolOptions
        => o.With(nameof(ToolOptions.ProcessInvocationLogging), false);

    /// <summary>Takes any exit code.</summary>
    public static T DisableProcessExitHandling<T>(this T o)
        where T : ToolOptions
        => o.With(nameof(ToolOptions.ProcessExitHandling), false);

    /// <summary>Sets the arguments after all others.</summary>
    public static T SetProcessAdditionalArguments<T>(this T o, params string[] v)
        where T : ToolOptions
        => o.Setting(nameof(ToolOptions.ProcessAdditionalArguments), v);

    /// <summary>Sets the arguments after all others.</summary>
    public static T SetProcessAdditionalArguments<T>(this T o, IEnumerable<string> v)
        where T : ToolOptions
        => o.Setting(nameof(ToolOptions.ProcessAdditionalArguments), v);

    /// <summary>Adds arguments after all others.</summary>
    public static T AddProcessAdditionalArguments<T>(this T o, params string[] v)
        where T : ToolOptions
        => o.Adding(nameof(ToolOptions.ProcessAdditionalArguments), v);

    /// <summary>Adds arguments after all others.</summary>
    public static T AddProcessAdditionalArguments<T>(this T o, IEnumerable<string> v)
        where T : ToolOptions
        => o.Adding(nameof(ToolOptions.ProcessAdditionalArguments), v);
}

namespace Nuke.Common.Tooling;

/// <summary>What is asked of an ended process.</summary>
public static class ProcessExtensions
{
    /// <summary>Waits for the end.</summary>
    /// <exception cref="InvalidOperationException">The deadline has passed; the process is killed.</exception>
    public static IProcess AssertWaitForExit(this IProcess process)
    {
        Assert.True(process.WaitForExit(), $"Process '{Path.GetFileName(process.FileName)}' did not end in time.");
        return process;
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="ProcessException">The exit code is not 0.</exception>
    public static IProcess AssertZeroExitCode(this IProcess process)
    {
        process.AssertWaitForExit();
        return process.ExitCode == 0 ? process : throw new ProcessException(process);
    }

    /// <summary>The lines of standard output as one text.</summary>
    public static string StdToText(this IEnumerable<Output> output)
        => string.Join(Environment.NewLine, output.Where(x => x.Type == OutputType.Std).Select(x => x.Text));

    /// <summary>The lines, if none of them went to standard error.</summary>
    /// <exception cref="InvalidOperationException">There was error output.</exception>
    public static IReadOnlyCollection<Output> EnsureOnlyStd(this IReadOnlyCollection<Output> output)
    {
        Assert.True(output.All(x => x.Type == OutputType.Std), "Output contains error lines.");
        return output;
    }
}

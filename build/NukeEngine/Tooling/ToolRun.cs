namespace Nuke.Common.Tooling;

/// <summary>Runs one program to its end.</summary>
internal sealed class ToolRun(string toolPath)
{
    public IReadOnlyCollection<Output> Execute(
        ArgumentStringHandler arguments,
        string workingDirectory = null,
        IReadOnlyDictionary<string, string> environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string> logger = null,
        Action<IProcess> exitHandler = null)
    {
        using var process = ProcessTasks.StartProcess(
            toolPath,
            arguments,
            workingDirectory,
            environmentVariables,
            timeout,
            logOutput,
            logInvocation,
            logger);
        process.AssertWaitForExit();
        if (exitHandler is null)
            process.AssertZeroExitCode();
        else
            exitHandler(process);
        return process.Output;
    }
}

using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace NukeEngine.Tests.Tooling;

public sealed class ProcessTests
{
    [Fact]
    public void Shows_command_folder_and_error_output_of_a_failed_process()
    {
        var process = Shell("echo fine; echo wrong >&2; exit 7");

        var exception = Assert.Throws<ProcessException>(() => process.AssertZeroExitCode());

        Assert.Equal(7, exception.ExitCode);
        var lines = exception.Message.Split(Environment.NewLine);
        Assert.Equal("Process 'bash' exited with code 7.", lines[0]);
        Assert.StartsWith("   > ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("   @ ", lines[2], StringComparison.Ordinal);
        Assert.Equal(["Error output:", "   wrong"], lines[3..5]);
        Assert.Equal("fine", process.Output.StdToText());
    }

    [Fact]
    public void Kills_a_process_past_its_deadline()
    {
        var process = Shell("exec sleep 30", timeout: 50);

        Assert.Throws<InvalidOperationException>(() => process.AssertWaitForExit());
    }

    [Fact]
    public void Hands_a_text_with_spaces_to_a_tool_as_one_argument()
    {
        var echo = ToolResolver.GetPathTool("echo");
        var path = (AbsolutePath)"/a b";

        Assert.Equal("one two", echo("one two", logOutput: false, logInvocation: false).StdToText());
        Assert.Equal("x /a b y", echo($"x {path} y", logOutput: false, logInvocation: false).StdToText());
    }

    [Fact]
    public void Quotes_and_masks_interpolated_values()
    {
        ArgumentStringHandler arguments = $"--user {"a b"} --password {"s3cret":r} {"as is":nq}";

        var filter = arguments.GetFilter();
        var text = arguments.ToStringAndClear();

        Assert.Equal("--user \"a b\" --password s3cret as is", text);
        Assert.Equal("--user \"a b\" --password [REDACTED] as is", filter(text));
    }

    [Fact]
    public void Says_which_program_is_missing()
        => Assert.Contains(
            "'nosuchprogram'",
            Assert.Throws<InvalidOperationException>(() => ToolResolver.GetPathTool("nosuchprogram")).Message,
            StringComparison.Ordinal);

    private static IProcess Shell(string script, int? timeout = null)
        => ProcessTasks.StartProcess(
            "bash",
            $"-c \"{script}\"".ToString(),
            timeout: timeout,
            logOutput: false,
            logInvocation: false,
            logger: null,
            outputFilter: null);
}

using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Processes;

public sealed class CommandTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("/usr/bin/a-b_c.d:e=f,g@h%i+j~k", "/usr/bin/a-b_c.d:e=f,g@h%i+j~k")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("a;b", "'a;b'")]
    [InlineData("*", "'*'")]
    [InlineData("line\nbreak", "'line\nbreak'")]
    public void Its_text_is_what_a_person_would_type(string argument, string text)
    {
        Assert.Equal($"echo {text}", new Command("echo", argument).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("it's \"$HOME\" \\ `x` *")]
    public async Task A_shell_reads_its_text_back_as_the_same_arguments(string argument)
    {
        var typed = new Command("printf", "%s", argument).ToString();

        var result = await new CommandRunner(new ListLog()).RunAsync(new Command("/bin/sh", "-c", typed));

        Assert.Equal(argument, result.Output.TrimEnd('\n'));
    }

    [Fact]
    public void Its_text_says_nothing_of_its_environment()
    {
        var command = new Command("psql") { Environment = new Dictionary<string, string> { ["PGPASSWORD"] = "hidden" } };

        Assert.Equal("psql", command.ToString());
    }
}

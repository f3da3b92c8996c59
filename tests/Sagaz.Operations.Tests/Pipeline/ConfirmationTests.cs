using Sagaz.Core.Errors;
using Sagaz.Operations.Pipeline;

namespace Sagaz.Operations.Tests.Pipeline;

public sealed class ConfirmationTests
{
    private const string Consequence = "Purging removes all data and passwords of 'prod' for good.";

    [Theory]
    [InlineData("prod")]
    [InlineData(" prod ")]
    public void Typing_the_name_confirms(string typed)
    {
        var terminal = new Terminal(typed);

        new Confirmation(false, terminal.Ask).Require(Consequence, "prod");

        Assert.Equal([Consequence + " Type 'prod' to go on: "], terminal.Questions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("y")]
    [InlineData("Prod")]
    [InlineData("production")]
    [InlineData(null)]
    public void Typing_anything_else_refuses(string? typed)
    {
        var refusal = Assert.Throws<PreconditionException>(() => new Confirmation(false, new Terminal(typed).Ask).Require(Consequence, "prod"));

        Assert.Equal("Not confirmed: 'prod' was not typed. Nothing was changed.", refusal.Sentence);
        Assert.Equal(ExitCode.NotRun, refusal.ExitCode);
    }

    [Fact]
    public void Without_a_terminal_and_without_an_answer_it_refuses()
    {
        var refusal = Assert.Throws<PreconditionException>(() => new Confirmation(false, null).Require(Consequence, "prod"));

        Assert.Equal((Consequence + " There is no terminal to confirm it on.", "add --yes"), (refusal.Sentence, refusal.Remedy));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_given_before_asks_nobody(bool hasTerminal)
    {
        var terminal = new Terminal("no");

        new Confirmation(true, hasTerminal ? terminal.Ask : null).Require(Consequence, "prod");

        Assert.Empty(terminal.Questions);
    }

    private sealed class Terminal(string? typed)
    {
        public List<string> Questions { get; } = [];

        public string? Ask(string question)
        {
            Questions.Add(question);
            return typed;
        }
    }
}

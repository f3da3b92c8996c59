using Sagaz.Core.Errors;
using Sagaz.Core.Gates;

namespace Sagaz.Core.Tests.Errors;

public sealed class SagazExceptionTests
{
    public static TheoryData<SagazException, int> ExitCodes => new()
    {
        { new OperationFailedException("It failed."), 1 },
        { new GateRefusedException(new GateReport([])), 2 },
        { new PreconditionException("It is missing."), 3 },
        { new DeadlinePassedException("It took too long."), 4 },
        { new InterruptedException(), 130 },
    };

    [Theory]
    [MemberData(nameof(ExitCodes))]
    public void Each_kind_has_its_exit_code(SagazException error, int exitCode)
    {
        Assert.Equal(exitCode, (int)error.ExitCode);
    }

    [Fact]
    public void The_message_is_a_sentence_then_facts_then_what_to_do()
    {
        var error = new OperationFailedException("It failed.", ["first", "second\r\nthird"], "try again");

        Assert.Equal("It failed.\n    first\n    second\n    third\n    try:  try again", error.Message);
        Assert.Equal(("It failed.", "try again"), (error.Sentence, error.Remedy));
    }

    [Fact]
    public void Facts_and_remedy_may_be_missing_and_the_cause_is_kept()
    {
        var cause = new InvalidOperationException();

        var error = new PreconditionException("It is missing.", innerException: cause);

        Assert.Equal("It is missing.", error.Message);
        Assert.Null(error.Remedy);
        Assert.Same(cause, error.InnerException);
    }

    [Fact]
    public void Its_text_is_the_message_alone_without_our_stack()
    {
        var error = new OperationFailedException("It failed.", ["fact"], innerException: new InvalidOperationException("The cause."));

        Assert.Equal("It failed.\n    fact", error.ToString());
    }
}

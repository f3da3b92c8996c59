namespace Sagaz.Core.Errors;

/// <summary>Nothing was started: bad input, or a tool or the environment is missing.</summary>
public class PreconditionException(
    string sentence,
    IEnumerable<string>? facts = null,
    string? remedy = null,
    Exception? innerException = null) : SagazException(sentence, facts, remedy, innerException)
{
    /// <inheritdoc />
    public override ExitCode ExitCode => ExitCode.NotRun;
}

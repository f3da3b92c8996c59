namespace Sagaz.Core.Errors;

/// <summary>Something was tried and failed.</summary>
public class OperationFailedException(
    string sentence,
    IEnumerable<string>? facts = null,
    string? remedy = null,
    Exception? innerException = null) : SagazException(sentence, facts, remedy, innerException)
{
    /// <inheritdoc />
    public override ExitCode ExitCode => ExitCode.Failure;
}

namespace Sagaz.Core.Errors;

/// <summary>A wait ended before what was awaited; the facts hold the last thing that was seen.</summary>
public sealed class DeadlinePassedException(
    string sentence,
    IEnumerable<string>? facts = null,
    string? remedy = null) : SagazException(sentence, facts, remedy)
{
    /// <inheritdoc />
    public override ExitCode ExitCode => ExitCode.DeadlinePassed;
}

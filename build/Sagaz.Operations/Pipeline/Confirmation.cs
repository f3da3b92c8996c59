using Sagaz.Core.Errors;

namespace Sagaz.Operations.Pipeline;

/// <summary>Has a person type a name before something is lost.</summary>
/// <param name="IsGiven">Whether the command line answered already (<c>--yes</c>).</param>
/// <param name="Ask">Shows a question and reads the answer; null where there is no terminal.</param>
public sealed record Confirmation(bool IsGiven, Func<string, string?>? Ask)
{
    /// <summary>Returns when the person typed <paramref name="expected"/>, or said so before.</summary>
    /// <param name="consequence">What will be lost, as a sentence.</param>
    /// <param name="expected">The name to type.</param>
    /// <exception cref="PreconditionException">Refused, mistyped, or nobody there to ask.</exception>
    public void Require(string consequence, string expected)
    {
        if (IsGiven)
            return;
        if (Ask is null)
            throw new PreconditionException($"{consequence} There is no terminal to confirm it on.", remedy: "add --yes");
        if (Ask($"{consequence} Type '{expected}' to go on: ")?.Trim() != expected)
            throw new PreconditionException($"Not confirmed: '{expected}' was not typed. Nothing was changed.");
    }
}

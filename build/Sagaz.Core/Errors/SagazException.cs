using System.Text;

namespace Sagaz.Core.Errors;

/// <summary>Root of every error that is meant for the person at the terminal.</summary>
/// <remarks>
/// The first line of <see cref="Exception.Message"/> is a whole sentence, because a run's summary shows only
/// that line; indented facts follow; the last line says what to do.
/// </remarks>
public abstract class SagazException : Exception
{
    /// <param name="sentence">Subject, measured value, limit and the setting's name, as one sentence.</param>
    /// <param name="facts">Evidence, one line each; may be empty.</param>
    /// <param name="remedy">What to do next; null when there is nothing but to read the facts.</param>
    /// <param name="innerException">The cause, where another exception was one.</param>
    protected SagazException(
        string sentence,
        IEnumerable<string>? facts = null,
        string? remedy = null,
        Exception? innerException = null)
        : base(Compose(sentence, facts, remedy), innerException)
    {
        Sentence = sentence;
        Remedy = remedy;
    }

    /// <summary>The first line of the message.</summary>
    public string Sentence { get; }

    /// <summary>What to do next; null when there is nothing but to read the facts.</summary>
    public string? Remedy { get; }

    /// <summary>The exit code of a run that ends with this error.</summary>
    public abstract ExitCode ExitCode { get; }

    /// <summary>The message alone: whoever reads it wants the facts, not our stack.</summary>
    public override string ToString() => Message;

    private static string Compose(string sentence, IEnumerable<string>? facts, string? remedy)
    {
        var text = new StringBuilder(sentence);
        foreach (var line in (facts ?? []).SelectMany(fact => fact.Split('\n')))
            text.Append('\n').Append("    ").Append(line.TrimEnd('\r'));
        if (remedy is not null)
            text.Append('\n').Append("    try:  ").Append(remedy);
        return text.ToString();
    }
}

using System.Text;

namespace Sagaz.Core.CommandLine;

/// <summary>One thing in the input that NUKE would ignore or misread.</summary>
public sealed record CommandLineProblem
{
    /// <summary>What it is about: a parameter as <c>--env</c>, or the word that was meant to be a target.</summary>
    public required string Subject { get; init; }

    /// <summary>What is wrong, as the beginning of a sentence; secrets are masked.</summary>
    public required string Finding { get; init; }

    /// <summary>Where it came from.</summary>
    public required ValueSource Source { get; init; }

    /// <summary>The refused value; null when it has none, <c>***</c> when it is secret.</summary>
    public string? Value { get; init; }

    /// <summary>What would be accepted; null when nothing would.</summary>
    public string? Allowed { get; init; }

    /// <summary>The valid name that is closest to the one given; null when none is close.</summary>
    public string? Nearest { get; init; }

    /// <summary>What to write instead; null when the nearest name or what is allowed says it.</summary>
    public string? Advice { get; init; }

    /// <summary>All of it as one line.</summary>
    public string Sentence
    {
        get
        {
            var sentence = new StringBuilder($"{Finding} ({Source})");
            if (Allowed is not null)
                sentence.Append("; allowed: ").Append(Allowed);
            if (Nearest is not null)
                sentence.Append("; the nearest is ").Append(Nearest);
            if (Advice is not null)
                sentence.Append("; ").Append(Advice);
            return sentence.Append('.').ToString();
        }
    }

    /// <inheritdoc />
    public override string ToString() => Sentence;
}

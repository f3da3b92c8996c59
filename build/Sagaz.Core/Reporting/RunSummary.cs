namespace Sagaz.Core.Reporting;

/// <summary>Which run a report is about, and how it ended.</summary>
public sealed record RunSummary
{
    /// <summary>The run's name, see <see cref="RunId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>When it started; written in UTC to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; written in UTC to the millisecond.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The targets that were asked for, in the order of the command line.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>The environment, e.g. <c>local</c>; null when the run ended before it was known.</summary>
    public string? Environment { get; init; }

    /// <summary>The runtime, e.g. <c>native</c>; null when the run ended before it was known.</summary>
    public string? Runtime { get; init; }

    /// <summary>What the process returned; see <see cref="Errors.ExitCode"/>.</summary>
    public required int ExitCode { get; init; }
}

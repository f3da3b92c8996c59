namespace Sagaz.Core.Monitoring;

/// <summary>What became of one alert while its cause was brought about and taken away.</summary>
public sealed record AlertTrial
{
    /// <summary>What was broken, in kebab-case.</summary>
    public required string Scenario { get; init; }

    /// <summary>What it had to raise.</summary>
    public required ExpectedAlert Alert { get; init; }

    /// <summary>Why the trial says nothing: the alert fired before anything was broken, or nothing could be broken; null when it was held.</summary>
    public string? NotHeld { get; init; }

    /// <summary>How soon it must fire.</summary>
    public TimeSpan FireLimit { get; init; }

    /// <summary>When it fired; null when it did not as long as anybody looked.</summary>
    public TimeSpan? FiredAfter { get; init; }

    /// <summary>How soon it must be gone.</summary>
    public TimeSpan ResolveLimit { get; init; }

    /// <summary>When it was gone; null when it was not as long as anybody looked.</summary>
    public TimeSpan? ResolvedAfter { get; init; }
}

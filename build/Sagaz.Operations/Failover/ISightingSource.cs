using Sagaz.Core.Failover;

namespace Sagaz.Operations.Failover;

/// <summary>One place where the observer looks.</summary>
public interface ISightingSource
{
    /// <summary>Pause between two looks.</summary>
    TimeSpan Interval { get; }

    /// <summary>What is found now; nothing where nobody answers. Never throws but on cancellation.</summary>
    Task<IReadOnlyList<(SightingPlace Place, string Member)>> LookAsync(CancellationToken cancellationToken);
}

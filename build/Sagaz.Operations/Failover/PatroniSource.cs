using Sagaz.Core.Failover;
using Sagaz.Operations.Patroni;

namespace Sagaz.Operations.Failover;

/// <summary>One member's REST API: who holds the key, and whether this member takes writes.</summary>
internal sealed class PatroniSource(PatroniClient patroni, string member) : ISightingSource
{
    /// <summary>Each look costs Patroni's Python some milliseconds that a promotion needs.</summary>
    public TimeSpan Interval => TimeSpan.FromMilliseconds(100);

    public async Task<IReadOnlyList<(SightingPlace Place, string Member)>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<(SightingPlace, string)>();
        if (await patroni.ReadClusterAsync(cancellationToken) is { } view)
            found.Add((SightingPlace.Key, view.Members.FirstOrDefault(candidate => candidate.IsLeader)?.Name ?? ""));
        if (await patroni.ReadMemberAsync(0, cancellationToken) is { } status)
            found.Add((SightingPlace.Writable, status.IsWritable ? member : ""));
        return found;
    }
}

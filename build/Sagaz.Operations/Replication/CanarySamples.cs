using System.Diagnostics;
using Sagaz.Core.Replication;

namespace Sagaz.Operations.Replication;

/// <summary>What the writer knows of the canary rows, shared with those who look for them.</summary>
/// <remarks>One writer; observers read the counts while it runs and everything else after it ended.</remarks>
internal sealed class CanarySamples(int requested)
{
    private readonly long[] _committedAt = new long[requested];
    private int _committed;
    private int _target = requested;

    /// <summary>Rows to be written; their ids are 1 to this number.</summary>
    public int Requested { get; } = requested;

    /// <summary>Rows whose commit was acknowledged.</summary>
    public int Committed => Volatile.Read(ref _committed);

    /// <summary>Rows worth waiting for: all of them, until the writer gives up.</summary>
    public int Target => Volatile.Read(ref _target);

    /// <summary>The commit of the next row was acknowledged just now.</summary>
    public void Acknowledge()
    {
        _committedAt[_committed] = Stopwatch.GetTimestamp();
        Volatile.Write(ref _committed, _committed + 1);
    }

    /// <summary>No further row will come.</summary>
    public void Close() => Volatile.Write(ref _target, Committed);

    /// <summary>Milliseconds from each row's acknowledgement to its sighting; rows that lack either are left out.</summary>
    public LagDistribution LagUntil(IReadOnlyList<long> seenAt) => LagDistribution.Of(
        Enumerable.Range(0, Committed)
            .Where(index => seenAt[index] != 0)
            .Select(index => Math.Max(0, Stopwatch.GetElapsedTime(_committedAt[index], seenAt[index]).TotalMilliseconds)));
}

namespace Sagaz.Core.Load;

/// <summary>How long ago a replica would have had to replay what it has not replayed yet, from the leader's own positions.</summary>
/// <remarks>
/// pg_stat_replication.replay_lag alone would not do: it stands still where a replica does. So the leader's positions are
/// remembered, and a replica is behind since the first one that it has not replayed.
/// </remarks>
public sealed class ReplicationLagTrace
{
    private readonly Queue<(double At, ulong Position)> written = new();
    private readonly Dictionary<string, ulong> replayed = new(StringComparer.Ordinal);
    private string lastLeader = "";

    /// <summary>One look at the leader.</summary>
    /// <param name="at">When, in milliseconds.</param>
    /// <param name="leader">Which server it is; another one than before begins anew: its positions are its own, and it is nobody's replica any more.</param>
    /// <param name="position">Where the leader's WAL ends.</param>
    /// <param name="replicas">What each connected replica has replayed, and the lag that the leader reports of it in milliseconds.</param>
    /// <returns>Lag of every replica that this leader ever had, in milliseconds.</returns>
    public IReadOnlyDictionary<string, double> Add(double at, string leader, ulong position, IReadOnlyDictionary<string, (ulong Replayed, double Reported)> replicas)
    {
        if (leader != lastLeader)
        {
            written.Clear();
            replayed.Clear();
            lastLeader = leader;
        }
        foreach (var (name, it) in replicas)
            replayed[name] = it.Replayed;
        if (written.Count == 0 || written.Last().Position < position)
            written.Enqueue((at, position));
        var oldest = replayed.Count == 0 ? position : replayed.Values.Min();
        while (written.Count > 0 && written.Peek().Position <= oldest)
            written.Dequeue();
        return replayed.ToDictionary(replica => replica.Key, replica => Lag(at, replica.Value, replicas.GetValueOrDefault(replica.Key).Reported));
    }

    private double Lag(double at, ulong position, double reported)
    {
        var since = written.Where(mark => mark.Position > position).Select(mark => mark.At).DefaultIfEmpty(at).First();
        // Between two looks only the leader knows.
        return since < at ? at - since : Math.Max(0, reported);
    }
}

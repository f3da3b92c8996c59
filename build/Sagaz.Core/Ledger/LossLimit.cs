namespace Sagaz.Core.Ledger;

/// <summary>How many acknowledged rows asynchronous durability may lose.</summary>
public static class LossLimit
{
    /// <summary>Rows acknowledged within the leader key's last life before the outage.</summary>
    /// <param name="acknowledgements">Of all writers; any order.</param>
    /// <param name="outage">The writers' outage.</param>
    /// <param name="ttl">Life of the leader key.</param>
    /// <remarks>
    /// Patroni promotes a replica only when it is at most maximum_lag_on_failover behind the position that the leader
    /// last wrote to the store, which is at most one ttl old (Patroni, "Replication modes").
    /// </remarks>
    public static int Asynchronous(IEnumerable<DateTimeOffset> acknowledgements, Outage outage, TimeSpan ttl) =>
        acknowledgements.Count(at => at > outage.From - ttl && at <= outage.From);
}

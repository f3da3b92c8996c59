using System.Globalization;

namespace Sagaz.Core.Doctor;

/// <summary>What grows unseen until it stops the cluster: ages, dead rows, forgotten transactions, certificates.</summary>
internal static class UpkeepChecks
{
    // PostgreSQL forces a vacuum at 200 million; five times that means that vacuuming does not get through.
    private const long AgeLimit = 1_000_000_000;
    private static readonly TimeSpan CertificateNotice = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> Judge(Symptoms seen)
    {
        yield return Finding.Of(
            "certificate-end", Condition.Warning,
            seen.CertificateEnds.Where(end => end.Value - seen.At < CertificateNotice).Select(end => string.Create(CultureInfo.InvariantCulture, $"{end.Key} ends {end.Value:u}")),
            "./build.sh Up renews it");
        if (seen.Leader is not { } leader)
        {
            foreach (var check in new[] { "transaction-prepared", "transaction-id-age", "dead-tuples", "autovacuum-off" })
                yield return new Finding(check, Condition.Unread, "nobody leads", "");
            yield break;
        }
        yield return Finding.Of("transaction-prepared", Condition.Warning, leader.StalePrepared, "COMMIT PREPARED or ROLLBACK PREPARED, as its owner knows");
        yield return Finding.Of(
            "transaction-id-age", Condition.Critical, leader.TransactionIdAge > AgeLimit ? [$"{leader.TransactionIdAge} transactions, limit {AgeLimit}"] : [],
            "end what holds vacuum back (transaction-idle, transaction-prepared, slot-unused), then VACUUM (FREEZE)");
        yield return Finding.Of("dead-tuples", Condition.Warning, leader.DeadTuples, "./build.sh Repair --check dead-tuples vacuums them");
        yield return Finding.Of("autovacuum-off", Condition.Critical, leader.IsAutovacuumOn ? leader.AutovacuumOff : ["everywhere", .. leader.AutovacuumOff], "./build.sh Repair --check autovacuum-off for tables; the setting itself is in deploy/topology.json");
    }
}

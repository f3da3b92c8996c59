using System.Globalization;

namespace Sagaz.Core.Doctor;

/// <summary>What grows unseen until it stops the cluster: ages, dead rows, forgotten transactions, certificates.</summary>
internal static class UpkeepChecks
{
    public static IEnumerable<Finding> Judge(Symptoms seen)
    {
        var limits = seen.Limits.Doctor;
        yield return Finding.Of(
            "certificate-end", Condition.Warning,
            seen.CertificateEnds.Where(end => end.Value - seen.At < limits.CertificateNotice).Select(end => string.Create(CultureInfo.InvariantCulture, $"{end.Key} ends {end.Value:u}")),
            "./build.sh Up renews it",
            $"limit {limits.CertificateNotice.TotalDays:0} days, limits.doctor.certificateNoticeDays");
        if (seen.Leader is not { } leader)
        {
            foreach (var check in new[] { "transaction-prepared", "transaction-id-age", "dead-tuples", "autovacuum-off" })
                yield return new Finding(check, Condition.Unread, "nobody leads", "");
            yield break;
        }
        yield return Finding.Of(
            "transaction-prepared", Condition.Warning,
            leader.PreparedTransactions.Where(prepared => prepared.Age > limits.TransactionPrepared)
                .Select(prepared => string.Create(CultureInfo.InvariantCulture, $"{prepared.Name} of {prepared.User} for {prepared.Age.TotalSeconds:0} s")),
            "COMMIT PREPARED or ROLLBACK PREPARED, as its owner knows",
            $"limit {limits.TransactionPrepared.TotalSeconds:0} s, limits.doctor.transactionPreparedSeconds");
        yield return Finding.Of(
            "transaction-id-age", Condition.Critical, leader.TransactionIdAge > limits.TransactionIdAge ? [$"{leader.TransactionIdAge} transactions"] : [],
            "end what holds vacuum back (transaction-idle, transaction-prepared, slot-unused), then VACUUM (FREEZE)",
            $"limit {limits.TransactionIdAge}, limits.doctor.transactionIdAge");
        yield return Finding.Of(
            "dead-tuples", Condition.Warning,
            seen.BloatedTables().Select(rows => string.Create(CultureInfo.InvariantCulture, $"{rows.Table}: {rows.Dead} dead rows, {rows.Percent:0} %")),
            "./build.sh Repair --check dead-tuples vacuums them",
            $"limits {limits.DeadRows} and {limits.DeadRowsPercent} %, limits.doctor.deadRows and deadRowsPercent");
        yield return Finding.Of(
            "autovacuum-off", Condition.Critical, leader.IsAutovacuumOn ? leader.AutovacuumOff : ["everywhere", .. leader.AutovacuumOff],
            "./build.sh Repair --check autovacuum-off for tables; the setting itself is in deploy/topology.json");
    }
}

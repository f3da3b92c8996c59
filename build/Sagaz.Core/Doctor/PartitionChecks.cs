using System.Globalization;

namespace Sagaz.Core.Doctor;

/// <summary>"Partition creation failed": how long the partitions will do, strays, and the maintenance that should see to both.</summary>
internal static class PartitionChecks
{
    private const string Repair = "./build.sh MaintainPartitions, or ./build.sh Repair --check ";

    public static IEnumerable<Finding> Judge(Symptoms seen)
    {
        if (seen.Runways is not { Count: > 0 } runways)
        {
            foreach (var check in new[] { "partition-runway", "partition-default", "partition-maintenance" })
                yield return new Finding(check, Condition.Unread, "the schema is not there, or nobody leads", "./build.sh Up Migrate");
            yield break;
        }
        var (least, silence) = (seen.Limits.Doctor.PartitionRunway, seen.Limits.Doctor.PartitionMaintenance);
        yield return Finding.Of(
            "partition-runway", Condition.Critical,
            runways.Where(runway => runway.Hours < least.TotalHours)
                .Select(runway => string.Create(CultureInfo.InvariantCulture, $"{runway.Table} has partitions for {runway.Hours:0.#} h")),
            Repair + "partition-runway",
            $"limit {least.TotalHours:0} h, limits.doctor.partitionRunwayHours");
        yield return Finding.Of(
            "partition-default", Condition.Warning,
            seen.Strays.Select(stray => $"{stray.Value} rows or more in {stray.Key}"),
            Repair + "partition-default");
        // pg_cron may be missing: without any run, nobody is known to see to it.
        var last = runways.Max(runway => runway.LastRun);
        var good = runways.Max(runway => runway.LastSuccess);
        yield return Finding.Of(
            "partition-maintenance", Condition.Warning,
            good is { } at && good == last && seen.At - at < silence ? [] : [$"last run {last?.ToString("u") ?? "never"}, last without an error {good?.ToString("u") ?? "never"}"],
            Repair + "partition-maintenance",
            $"limit {silence.TotalHours:0} h ago, limits.doctor.partitionMaintenanceHours");
    }
}

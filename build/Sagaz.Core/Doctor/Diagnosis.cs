namespace Sagaz.Core.Doctor;

/// <summary>Judges symptoms: the quick reference's chapters on troubleshooting, and what else takes a cluster down slowly.</summary>
public static class Diagnosis
{
    /// <summary>Every check's finding, in the order of the chapters.</summary>
    public static IReadOnlyList<Finding> Of(Symptoms symptoms) =>
    [
        .. ReplicaChecks.Judge(symptoms),
        .. PoolChecks.Judge(symptoms),
        .. PartitionChecks.Judge(symptoms),
        .. DiskChecks.Judge(symptoms),
        .. UpkeepChecks.Judge(symptoms),
    ];
}

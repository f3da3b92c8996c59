using Sagaz.Core.Gates;

namespace Sagaz.Core.Schema;

/// <summary>Nothing was left half done.</summary>
internal static class CatalogFaultGates
{
    public static IEnumerable<GateResult> Judge(SchemaSnapshot snapshot) =>
    [
        Judge(
            SchemaGates.Gate(snapshot, "schema-indexes-valid", "Every index is valid and in use", "indexes"),
            snapshot.Faults.InvalidIndexes,
            "REINDEX INDEX CONCURRENTLY rebuilds an index, unless it is still being built."),
        Judge(
            SchemaGates.Gate(snapshot, "schema-constraints-validated", "Every constraint was checked against all rows", "constraints"),
            snapshot.Faults.UnvalidatedConstraints,
            "ALTER TABLE ... VALIDATE CONSTRAINT checks the old rows."),
        Judge(
            SchemaGates.Gate(snapshot, "partition-detaches-finished", "No partition is half detached", "partitions"),
            snapshot.Faults.PendingDetaches,
            "ALTER TABLE ... DETACH PARTITION ... FINALIZE ends it."),
    ];

    private static GateResult Judge(Gate gate, IReadOnlyList<string> faults, string remedy) =>
        gate.AtMost(faults.Count, 0, faults.Count == 0 ? "" : $"{string.Join(", ", faults)}. {remedy}");
}

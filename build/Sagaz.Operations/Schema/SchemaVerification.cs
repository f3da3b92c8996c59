using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Schema;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Schema;

/// <summary>Verifies a schema: its objects, partitions, pruning, roles' rights, and its drift from the migrations.</summary>
public sealed class SchemaVerification(IProgressLog log)
{
    /// <summary>Runs the whole verification; what is wrong with the schema is a verdict, not an exception.</summary>
    /// <param name="request">The endpoints, and what the schema was made from.</param>
    /// <param name="ct">Ends it; what was tried is rolled back, and the scratch copy is dropped.</param>
    /// <exception cref="OperationFailedException">The server cannot be reached, or refused its own catalog.</exception>
    public async Task<GateReport> RunAsync(SchemaVerificationRequest request, CancellationToken ct)
    {
        var owner = request.Migrations.Leader;
        log.Information($"schema: reading the catalog of {owner.Name}");
        var snapshot = await new SchemaProbe(owner).ReadAsync(ct);
        try
        {
            var plans = await new HotQueryProbe(owner).ReadAsync(snapshot, ct);
            log.Information($"schema: {plans.Count} plans of hot queries read; now each of {request.Roles.Count} roles tries its rights");
            var outcomes = await new RoleProbe(request.Roles).TryAsync(RoleContract.AttemptsOn(TablesOf(snapshot)), ct);
            log.Information($"schema: {outcomes.Count} attempts rolled back; now comparing with a database migrated from nothing");
            return SchemaGates.Judge(snapshot)
                + PruningGates.Judge(snapshot, plans)
                + RoleGates.Judge(owner.Name, outcomes)
                + await new DriftProbe(request, log).JudgeAsync(ct);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"Verifying the schema of {owner.Name}", failure);
        }
    }

    // Ranged partitions come from one function and are compared with their parents; a default partition is written by hand.
    private static IReadOnlyList<string> TablesOf(SchemaSnapshot snapshot) =>
    [
        .. snapshot.Tables.Select(table => table.Name),
        .. snapshot.Partitions.Where(partition => partition.IsDefault).Select(partition => partition.Partition),
    ];
}

using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Gates;
using Sagaz.Core.Schema;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Schema;

/// <summary>Describes the live schema and one that is migrated from nothing, and compares them.</summary>
public sealed class DriftProbe(SchemaVerificationRequest request, IProgressLog log)
{
    /// <returns>The gates; that of the comparison did not run when no copy could be made in time.</returns>
    /// <exception cref="NpgsqlException">The live schema cannot be described.</exception>
    public async Task<GateReport> JudgeAsync(CancellationToken ct)
    {
        var server = request.Superuser.Name;
        var live = await new SchemaDescriber(request.Superuser).ReadAsync(ct);
        return new GateReport(
        [
            await CompareAsync(server, live, ct),
            DriftGates.JudgePartitions(server, Told(SchemaDrift.ComparePartitions(live))),
        ]);
    }

    private async Task<GateResult> CompareAsync(string server, SchemaDescription live, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(request.DriftDeadline);
        try
        {
            var expected = await DescribeCopyAsync(deadline.Token);
            return DriftGates.Judge(server, Told(SchemaDrift.Compare(live, expected)));
        }
        catch (Exception failure) when (deadline.IsCancellationRequested && !ct.IsCancellationRequested
            && (failure is SagazException or NpgsqlException or OperationCanceledException))
        {
            return DriftGates.NotRun(server, $"The scratch database was not ready within {request.DriftDeadline.TotalSeconds:0.##} s.");
        }
        catch (SagazException failure) when (!ct.IsCancellationRequested)
        {
            return DriftGates.NotRun(server, $"The migrations do not run from nothing: {failure.Sentence}");
        }
        catch (NpgsqlException failure) when (!ct.IsCancellationRequested)
        {
            return DriftGates.NotRun(server, $"No scratch database: {failure.Message.TrimEnd('.')}.");
        }
    }

    private Task<SchemaDescription> DescribeCopyAsync(CancellationToken ct) =>
        new ScratchDatabase(request.Superuser, request.Provisioning, log).UseAsync(
            request.RunId,
            async copy =>
            {
                var migrations = request.Migrations;
                await new Migrator(new BackgroundLog(log)).RunAsync(
                    migrations with { Leader = migrations.Leader with { Name = copy.Database, Database = copy.Database }, Replicas = [] }, ct);
                return await new SchemaDescriber(copy).ReadAsync(ct);
            },
            ct);

    private IReadOnlyList<SchemaDifference> Told(IReadOnlyList<SchemaDifference> differences)
    {
        foreach (var difference in differences)
            log.Warning($"drift: {difference}");
        return differences;
    }
}

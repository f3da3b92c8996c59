using Sagaz.Core.Gates;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Schema;

[Collection(ScratchServerGroup.Name)]
public sealed class SchemaVerificationTests(ScratchServer server)
{
    [RequiresToolFact("initdb")]
    public async Task A_migrated_schema_passes_every_gate_and_leaves_no_database_behind()
    {
        var schema = new VerifiedSchema(server, await server.CreateDatabaseAsync());
        var report = await schema.VerifyAsync();
        Assert.True(report.Verdict == Verdict.Pass, string.Join('\n', report.Refused));
        Assert.Equal(report.Results.Count, report.Results.Select(gate => gate.Id).Distinct().Count());
        await using var session = await TestSession.OpenAsync(server.Superuser());
        Assert.Empty(await session.RowsAsync<string>("SELECT datname::text FROM pg_database WHERE starts_with(datname, 'sagaz_drift_')"));
    }
}

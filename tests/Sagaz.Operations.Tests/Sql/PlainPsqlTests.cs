using Sagaz.Core.Gates;
using Sagaz.Core.Schema;
using Sagaz.Operations.Schema;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Sql;

[Collection(ScratchServerGroup.Name)]
public sealed class PlainPsqlTests(ScratchServer server)
{
    [RequiresToolFact("psql")]
    public async Task All_scripts_run_twice_with_psql_as_a_superuser_and_pass_the_gates()
    {
        var superuser = server.Superuser(await server.CreateDatabaseAsync(migrated: false));
        string[] folders = ["migrations", "verify"];
        var files = folders.SelectMany(folder => Directory.GetFiles(Path.Combine(ScratchServer.SqlFolder, folder), "*.sql").Order(StringComparer.Ordinal)).ToList();
        for (var round = 1; round <= 2; round++)
        {
            foreach (var file in files)
            {
                await ScratchProcess.RunAsync(
                    "psql",
                    ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", superuser.Host, "-p", $"{superuser.Port}", "-U", superuser.Username, "-d", superuser.Database, "-f", file],
                    superuser.Password);
            }
        }

        var owner = server.Owner(superuser.Database);
        var report = SchemaGates.Judge(await new SchemaProbe(owner).ReadAsync(CancellationToken.None));
        Assert.Equal(Verdict.Pass, report.Verdict);
        await using var session = await TestSession.OpenAsync(superuser);
        Assert.Equal(
            ["sagaz_owner"],
            await session.RowsAsync<string>("SELECT DISTINCT relowner::regrole::text FROM pg_class WHERE relname LIKE 'saga\\_%' AND relkind IN ('r', 'p')"));
    }

    [RequiresToolFact("initdb")]
    public async Task Gates_refuse_an_empty_database_and_a_stray_row()
    {
        var empty = SchemaGates.Judge(await new SchemaProbe(server.Owner(await server.CreateDatabaseAsync(migrated: false))).ReadAsync(CancellationToken.None));
        Assert.Equal(Verdict.Fail, empty.Verdict);

        var owner = server.Owner(await server.CreateDatabaseAsync());
        await using (var session = await TestSession.OpenAsync(owner))
            await session.ExecuteAsync("INSERT INTO saga_audit_log (action, created_at) VALUES ('late', '2001-01-01Z')");
        var refused = Assert.Single(SchemaGates.Judge(await new SchemaProbe(owner).ReadAsync(CancellationToken.None)).Refused);
        Assert.Equal("partition-default-saga-audit-log", refused.Id);
    }
}

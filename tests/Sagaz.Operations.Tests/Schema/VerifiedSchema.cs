using Sagaz.Core.Gates;
using Sagaz.Core.Schema;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Schema;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Schema;

/// <summary>A migrated database of one test, which is sabotaged and verified.</summary>
internal sealed class VerifiedSchema(ScratchServer server, string database)
{
    public ListLog Log { get; } = new();

    public SchemaVerificationRequest Request => new()
    {
        Migrations = server.Request(database),
        Superuser = server.Superuser(database),
        Roles = [.. RoleContract.Roles.Select(role => server.As(role, database))],
        Provisioning = ProvisioningScripts.Read(Path.Combine(ScratchServer.SqlFolder, "provision")),
        RunId = database,
    };

    public Task<GateReport> VerifyAsync(CancellationToken ct = default) => new SchemaVerification(Log).RunAsync(Request, ct);

    /// <summary>Runs the statements as a superuser.</summary>
    public async Task SabotageAsync(params string[] statements)
    {
        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        foreach (var statement in statements)
            await session.ExecuteAsync(statement);
    }
}

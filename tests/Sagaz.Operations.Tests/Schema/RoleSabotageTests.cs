using Sagaz.Core.Gates;
using Sagaz.Core.Schema;
using Sagaz.Operations.Schema;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Schema;

/// <summary>A right too much and a right too little are found by trying.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class RoleSabotageTests(ScratchServer server)
{
    private static readonly string[] Tables = ["saga_outbox", "saga_audit_log", "saga_audit_log_default", "sagas", "partition_policies"];

    [Fact]
    public void Every_role_of_the_contract_has_an_account() => Assert.Empty(RoleContract.Roles.Except(Account.Roles));

    [RequiresToolTheory("initdb")]
    [InlineData("GRANT CREATE ON SCHEMA public TO sagaz_app", "role-refusals-sagaz-app", "CREATE TABLE public.sagaz_attempt (id integer): allowed")]
    [InlineData("GRANT UPDATE ON saga_audit_log TO sagaz_app", "role-refusals-sagaz-app", "UPDATE public.saga_audit_log SET actor = actor: allowed")]
    [InlineData("GRANT DELETE ON saga_audit_log_default TO sagaz_app", "role-refusals-sagaz-app", "DELETE FROM public.saga_audit_log_default: allowed")]
    [InlineData("GRANT EXECUTE ON FUNCTION maintain_all_partitions() TO PUBLIC", "role-refusals-sagaz-app", "SELECT * FROM public.maintain_all_partitions(): allowed")]
    [InlineData("GRANT USAGE ON SCHEMA pgbouncer TO PUBLIC; GRANT EXECUTE ON FUNCTION pgbouncer.get_auth(text) TO PUBLIC", "role-refusals-sagaz-owner", "SELECT * FROM pgbouncer.get_auth('sagaz_app'): allowed")]
    [InlineData("GRANT INSERT ON sagas TO sagaz_readonly", "role-refusals-sagaz-readonly", "INSERT INTO public.sagas DEFAULT VALUES: 23502")]
    [InlineData("GRANT TRUNCATE ON saga_outbox TO sagaz_readonly", "role-refusals-sagaz-readonly", "TRUNCATE public.saga_outbox: allowed")]
    [InlineData("GRANT USAGE ON SCHEMA public TO pgbouncer; GRANT SELECT ON sagas TO pgbouncer", "role-refusals-pgbouncer", "SELECT * FROM public.sagas LIMIT 1: allowed")]
    [InlineData("GRANT CONNECT ON DATABASE {0} TO replicator", "role-refusals-replicator", "SELECT 1: allowed")]
    [InlineData("REVOKE SELECT ON saga_outbox FROM sagaz_app", "role-abilities-sagaz-app", "SELECT * FROM public.saga_outbox LIMIT 1: 42501 permission denied")]
    [InlineData("REVOKE USAGE ON SCHEMA pgbouncer FROM pgbouncer", "role-abilities-pgbouncer", "get_auth('sagaz_app'): 42501 permission denied")]
    [InlineData("REVOKE CREATE ON SCHEMA public FROM sagaz_owner; ALTER SCHEMA public OWNER TO postgres", "role-abilities-sagaz-owner", "CREATE TABLE public.sagaz_attempt (id integer): 42501")]
    public async Task Is_found(string sabotage, string gate, string detail)
    {
        var database = await server.CreateDatabaseAsync();
        await new VerifiedSchema(server, database).SabotageAsync(string.Format(null, sabotage, database));
        var refused = Assert.Single((await JudgeAsync(database, gate)).Refused, refused => refused.Id == gate);
        Assert.Equal(Verdict.Fail, refused.Verdict);
        Assert.Contains(detail, refused.Detail, StringComparison.Ordinal);
    }

    [RequiresToolFact("initdb")]
    public async Task Rights_of_the_whole_cluster_are_found_and_green_again_when_they_are_taken_back()
    {
        var database = await server.CreateDatabaseAsync();
        var schema = new VerifiedSchema(server, database);
        await schema.SabotageAsync(
            "ALTER ROLE sagaz_app REPLICATION CREATEROLE",
            "ALTER ROLE sagaz_readonly RESET default_transaction_read_only",
            "GRANT pg_execute_server_program TO sagaz_owner",
            "ALTER ROLE replicator NOREPLICATION");
        try
        {
            var report = await JudgeAsync(database);
            string DetailOf(string id) => report.Results.Single(gate => gate.Id == id).Detail;
            Assert.Contains("IDENTIFY_SYSTEM (replication): allowed", DetailOf("role-refusals-sagaz-app"), StringComparison.Ordinal);
            Assert.Contains("CREATE ROLE sagaz_attempt: allowed", DetailOf("role-refusals-sagaz-app"), StringComparison.Ordinal);
            Assert.Contains("COPY (SELECT 1) TO PROGRAM 'cat >/dev/null': allowed", DetailOf("role-refusals-sagaz-owner"), StringComparison.Ordinal);
            Assert.Contains("DELETE FROM public.saga_outbox: 42501", DetailOf("role-refusals-sagaz-readonly"), StringComparison.Ordinal);
            Assert.Contains("IDENTIFY_SYSTEM (replication): 42501", DetailOf("role-abilities-replicator"), StringComparison.Ordinal);
        }
        finally
        {
            await schema.SabotageAsync(
                "ALTER ROLE sagaz_app NOREPLICATION NOCREATEROLE",
                "ALTER ROLE sagaz_readonly SET default_transaction_read_only = on",
                "REVOKE pg_execute_server_program FROM sagaz_owner",
                "ALTER ROLE replicator REPLICATION");
        }

        var healed = await JudgeAsync(database);
        Assert.True(healed.Verdict == Verdict.Pass, string.Join('\n', healed.Refused));
    }

    // Only the role of one gate tries, where one gate is looked at: every login costs the server a SCRAM exchange.
    private async Task<GateReport> JudgeAsync(string database, string gate = "")
    {
        var roles = RoleContract.Roles.Where(role => gate.Length == 0 || gate.EndsWith(role.Replace('_', '-'), StringComparison.Ordinal));
        var probe = new RoleProbe([.. roles.Select(role => server.As(role, database))]);
        return RoleGates.Judge("leader", await probe.TryAsync(RoleContract.AttemptsOn(Tables), CancellationToken.None));
    }
}

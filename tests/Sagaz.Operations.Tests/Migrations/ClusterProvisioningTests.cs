using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

[Collection(ScratchServerGroup.Name)]
public sealed class ClusterProvisioningTests(ScratchServer server)
{
    private readonly ClusterProvisioning _provisioning = new(
        ProvisioningScripts.Read(Path.Combine(ScratchServer.SqlFolder, "provision")), new ListLog());

    [RequiresToolFact("initdb")]
    public async Task A_second_call_changes_nothing()
    {
        await using var session = await TestSession.OpenAsync(server.Superuser());
        var before = await StateAsync(session);
        Assert.False(await ApplyAsync(ScratchServer.Passwords));
        Assert.Equal(before, await StateAsync(session));
    }

    [RequiresToolFact("initdb")]
    public async Task Repairs_a_right_that_was_given_away_and_a_role_that_was_changed()
    {
        await using var session = await TestSession.OpenAsync(server.Superuser());
        await session.ExecuteAsync("ALTER ROLE sagaz_app CREATEDB; GRANT EXECUTE ON FUNCTION pgbouncer.get_auth(text) TO PUBLIC");
        Assert.True(await ApplyAsync(ScratchServer.Passwords));
        Assert.False(await session.ReadAsync<bool>("SELECT rolcreatedb FROM pg_roles WHERE rolname = 'sagaz_app'"));
        Assert.False(await session.ReadAsync<bool>("SELECT has_function_privilege('sagaz_app', 'pgbouncer.get_auth(text)', 'EXECUTE')"));
    }

    [RequiresToolFact("initdb")]
    public async Task Sets_a_changed_password_for_logins_over_tcp_without_showing_it_to_the_server()
    {
        const string changed = "a changed 'password' \\ 42";
        var reader = server.As("sagaz_readonly", "sagaz");
        Assert.True(await ApplyAsync(new Dictionary<string, string> { ["sagaz_readonly"] = changed }));
        await using (await TestSession.OpenAsync(reader with { Password = changed }))
        {
        }

        var refused = await Assert.ThrowsAsync<PostgresException>(() => TestSession.OpenAsync(reader));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        var log = await File.ReadAllTextAsync(server.LogOf("leader"));
        Assert.Contains("statement: ", log, StringComparison.Ordinal);
        Assert.DoesNotContain("a changed", log, StringComparison.Ordinal);
        Assert.DoesNotContain("SCRAM-SHA-256$", log, StringComparison.Ordinal);
        Assert.True(await ApplyAsync(ScratchServer.Passwords));
        await using var restored = await TestSession.OpenAsync(reader);
    }

    [RequiresToolFact("initdb")]
    public async Task Refuses_a_password_for_a_role_that_does_not_exist()
    {
        var refusal = await Assert.ThrowsAsync<PreconditionException>(
            () => ApplyAsync(new Dictionary<string, string> { ["sagaz_ap"] = "x" }));
        Assert.Equal("Role 'sagaz_ap' has a password to set but does not exist.", refusal.Sentence);
    }

    [RequiresToolFact("initdb")]
    public async Task Accepts_the_servers_own_verifiers()
    {
        await using var session = await TestSession.OpenAsync(server.Superuser());
        await session.ExecuteAsync("CREATE ROLE scratch_own_verifier PASSWORD 'chosen by the server'");
        var stored = await session.ReadAsync<string>("SELECT rolpassword FROM pg_authid WHERE rolname = 'scratch_own_verifier'");
        await session.ExecuteAsync("DROP ROLE scratch_own_verifier");

        Assert.True(ScramVerifier.TryParse(stored, out var verifier));
        Assert.True(verifier!.Matches("chosen by the server"));
        Assert.False(verifier.Matches("chosen by the servant"));
    }

    [RequiresToolTheory("initdb")]
    [InlineData("postgres")]
    [InlineData("sagaz")]
    public async Task Only_pgbouncer_looks_passwords_up_and_never_those_of_powerful_roles(string database)
    {
        await using var pool = await TestSession.OpenAsync(server.As("pgbouncer", database));
        Assert.StartsWith(
            "SCRAM-SHA-256$",
            await pool.ReadAsync<string>("SELECT password FROM pgbouncer.get_auth('sagaz_app')"),
            StringComparison.Ordinal);
        Assert.Empty(await pool.RowsAsync<string>("SELECT username FROM pgbouncer.get_auth('postgres')"));
        Assert.Empty(await pool.RowsAsync<string>("SELECT username FROM pgbouncer.get_auth('replicator')"));
        Assert.Equal("42501", (await pool.RefusalOfAsync("SELECT * FROM pg_authid")).SqlState);

        await using var app = await TestSession.OpenAsync(server.As("sagaz_app", "sagaz"));
        Assert.Equal("42501", (await app.RefusalOfAsync("SELECT * FROM pgbouncer.get_auth('sagaz_app')")).SqlState);
    }

    [RequiresToolFact("initdb")]
    public async Task The_replicator_may_do_what_pg_rewind_does()
    {
        await using var session = await TestSession.OpenAsync(server.As("replicator", "postgres"));
        await session.ExecuteAsync("SELECT pg_ls_dir('.', true, false)");
        await session.ExecuteAsync("SELECT pg_stat_file('PG_VERSION', true)");
        await session.ExecuteAsync("SELECT pg_read_binary_file('PG_VERSION')");
        await session.ExecuteAsync("SELECT pg_read_binary_file('PG_VERSION', 0, 1, true)");
    }

    private Task<bool> ApplyAsync(IReadOnlyDictionary<string, string> passwords) =>
        _provisioning.ApplyAsync(server.Superuser(), passwords, CancellationToken.None);

    private static Task<string> StateAsync(TestSession session) => session.ReadAsync<string>(
        "SELECT string_agg(concat_ws(' ', oid, xmin, rolname, rolpassword), ',' ORDER BY oid) FROM pg_authid");
}

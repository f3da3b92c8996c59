using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Sql;

/// <summary>Rights are tried, not read.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class RoleRightsTests(ScratchServer server)
{
    [RequiresToolTheory("initdb")]
    [InlineData("sagaz_app", "CREATE TABLE mine (id integer)")]
    [InlineData("sagaz_app", "CREATE TEMPORARY TABLE mine (id integer)")]
    [InlineData("sagaz_app", "DROP TABLE saga_outbox")]
    [InlineData("sagaz_app", "ALTER TABLE saga_outbox ADD COLUMN mine integer")]
    [InlineData("sagaz_app", "TRUNCATE saga_outbox")]
    [InlineData("sagaz_app", "UPDATE saga_audit_log SET actor = 'nobody'")]
    [InlineData("sagaz_app", "DELETE FROM saga_audit_log")]
    [InlineData("sagaz_app", "UPDATE partition_policies SET retention = '1 day'")]
    [InlineData("sagaz_app", "SELECT * FROM maintain_all_partitions()")]
    [InlineData("sagaz_app", "SELECT create_saga_outbox_partition('2031-01-01')")]
    [InlineData("sagaz_app", "SELECT cleanup_consumer_inbox(90)")]
    [InlineData("sagaz_app", "SET ROLE sagaz_owner")]
    [InlineData("pgbouncer", "SELECT * FROM saga_outbox")]
    [InlineData("pgbouncer", "SELECT * FROM sagas")]
    [InlineData("pgbouncer", "SELECT * FROM get_partition_statistics()")]
    [InlineData("sagaz_readonly", "BEGIN READ WRITE; INSERT INTO sagas (saga_id, saga_name, status) VALUES ('1', 's', 'x')")]
    [InlineData("sagaz_readonly", "BEGIN READ WRITE; DELETE FROM saga_outbox")]
    public async Task Is_refused(string role, string attempt)
    {
        await using var session = await TestSession.OpenAsync(server.As(role, ScratchServer.Template));
        Assert.Equal("42501", (await session.RefusalOfAsync(attempt)).SqlState);
    }

    [RequiresToolFact("initdb")]
    public async Task Whoever_reads_only_reads_everything_and_cannot_write_by_mistake()
    {
        await using var session = await TestSession.OpenAsync(server.As("sagaz_readonly", ScratchServer.Template));
        foreach (var table in new[] { "saga_executions", "saga_outbox", "saga_audit_log", "consumer_inbox", "sagas", "saga_steps", "saga_outbox_archive" })
            await session.ExecuteAsync($"SELECT count(*) FROM {table}");
        Assert.NotEmpty(await session.RowsAsync<string>("SELECT partition_name FROM get_partition_statistics()"));
        Assert.Equal("25006", (await session.RefusalOfAsync("DELETE FROM saga_outbox")).SqlState);
    }

    [RequiresToolFact("initdb")]
    public async Task The_replicator_does_not_enter_the_applications_database()
    {
        var database = await server.CreateDatabaseAsync();
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => TestSession.OpenAsync(server.As("replicator", database)));
    }
}

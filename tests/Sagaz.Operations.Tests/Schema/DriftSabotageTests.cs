using Sagaz.Core.Gates;
using Sagaz.Operations.Schema;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Schema;

/// <summary>Every kind of object drifts once, and each difference is named, and nothing else is.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class DriftSabotageTests(ScratchServer server)
{
    [RequiresToolFact("initdb")]
    public async Task Each_difference_from_the_migrations_is_named_and_nothing_else()
    {
        var (schema, database) = await CreateAsync();
        await schema.SabotageAsync(
            "CREATE SCHEMA stray",
            "CREATE TYPE mood AS ENUM ('good', 'bad')",
            "CREATE VIEW saga_names AS SELECT saga_name FROM sagas",
            "REVOKE ALL ON saga_names FROM sagaz_readonly",
            "ALTER TABLE sagas ADD COLUMN extra integer",
            "ALTER TABLE saga_steps ALTER COLUMN retry_count SET DEFAULT 1",
            "ALTER TABLE saga_steps ALTER COLUMN error TYPE varchar(10)",
            "ALTER TABLE saga_executions DROP CONSTRAINT saga_executions_status_check",
            "DROP INDEX idx_sagas_name",
            "CREATE INDEX idx_extra ON sagas (updated_at)",
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER note BEFORE INSERT ON sagas FOR EACH ROW EXECUTE FUNCTION note()",
            "ALTER TABLE saga_steps DISABLE TRIGGER USER",
            "CREATE RULE nothing AS ON DELETE TO consumer_inbox DO INSTEAD NOTHING",
            "ALTER TABLE consumer_inbox SET UNLOGGED",
            "ALTER FUNCTION partition_lock_key(text) COST 7",
            "ALTER FUNCTION require_leader() OWNER TO postgres",
            "REVOKE ALL ON FUNCTION require_leader() FROM PUBLIC, sagaz_owner",
            "ALTER SEQUENCE saga_steps_id_seq OWNED BY NONE",
            "GRANT EXECUTE ON FUNCTION maintain_all_partitions() TO sagaz_app",
            $"GRANT CONNECT ON DATABASE {database} TO replicator",
            "GRANT UPDATE (details) ON saga_audit_log TO sagaz_app",
            "ALTER DEFAULT PRIVILEGES FOR ROLE sagaz_owner IN SCHEMA public GRANT DELETE ON TABLES TO sagaz_app",
            "REVOKE INSERT ON sagas FROM sagaz_app",
            "DELETE FROM partition_policies WHERE table_name = 'saga_audit_log'");

        var drift = await DriftAsync(schema, "schema-drift");
        Assert.Equal(Verdict.Fail, drift.Verdict);
        string[] named =
        [
            "schema stray is unexpected",
            "type public.mood is unexpected",
            "table sagas differs",
            "view saga_names is unexpected",
            "sequence saga_steps_id_seq differs",
            "column saga_names.saga_name is unexpected",
            "column saga_steps.error differs",
            "column saga_steps.retry_count differs",
            "column sagas.extra is unexpected",
            "constraint saga_executions_status_check on saga_executions is missing",
            "index idx_extra on sagas is unexpected",
            "index idx_sagas_name on sagas is missing",
            "trigger note on sagas is unexpected",
            "rule nothing on consumer_inbox is unexpected",
            "persistence of consumer_inbox differs",
            "function note() is unexpected",
            "function partition_lock_key(parent_table text) differs",
            "owner of note() is unexpected",
            "owner of require_leader() differs",
            "owner of saga_names is unexpected",
            "grant CONNECT to replicator on the database is unexpected",
            "grant DELETE to sagaz_app on later objects of type r of sagaz_owner in schema public is unexpected",
            "grant EXECUTE to PUBLIC on note() is unexpected",
            "grant EXECUTE to sagaz_app on maintain_all_partitions() is unexpected",
            "grant INSERT to sagaz_app on sagas is missing",
            "grant UPDATE to sagaz_app on saga_audit_log.details is unexpected",
            "policy saga_audit_log is missing",
        ];
        var said = schema.Log.Lines.Where(line => line.StartsWith("drift: ", StringComparison.Ordinal)).Select(line => line["drift: ".Length..]).ToList();
        Assert.Equal(named.Order(), said.Select(line => line.Split(": '")[0]).Order());
        Assert.Equal(named.Length, drift.Measured.Number);
    }

    [RequiresToolFact("initdb")]
    public async Task Each_partition_that_is_not_like_its_parent_is_named()
    {
        var (schema, database) = await CreateAsync();
        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        var day = await session.ReadAsync<string>("SELECT partition_name FROM partition_ranges('saga_outbox') WHERE range_from <= now() AND range_to > now()");
        await schema.SabotageAsync(
            $"CREATE INDEX extra ON {day} (sent_at)",
            $"ALTER TABLE {day} ALTER COLUMN worker_id SET DEFAULT 'nobody'",
            $"ALTER TABLE {day} SET UNLOGGED",
            $"GRANT SELECT ON {day} TO sagaz_readonly",
            "GRANT UPDATE ON saga_audit_log_default TO sagaz_app");

        var partitions = await DriftAsync(schema, "partition-drift");
        Assert.Equal(
            $"grant UPDATE to sagaz_app on saga_audit_log_default is unexpected; column {day}.worker_id differs: "
            + "'character varying(255) DEFAULT 'nobody'::character varying' instead of 'character varying(255)'; "
            + $"index extra on {day} is unexpected; persistence of {day} differs: 'unlogged' instead of 'logged'",
            partitions.Detail);
        Assert.Equal(Verdict.Pass, (await DriftAsync(schema, "schema-drift")).Verdict);
    }

    [RequiresToolFact("initdb")]
    public async Task A_changed_function_body_is_named_and_green_again_when_it_is_restored()
    {
        var (schema, database) = await CreateAsync();
        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        var definition = await session.ReadAsync<string>("SELECT pg_get_functiondef('cleanup_consumer_inbox(integer)'::regprocedure)");
        await session.ExecuteAsync(definition.Replace("days < 1", "days < 0", StringComparison.Ordinal));
        Assert.Matches(
            @"^function cleanup_consumer_inbox\(days integer\) differs: '….*days < 0.*' instead of '….*days < 1.*'$",
            (await DriftAsync(schema, "schema-drift")).Detail);
        await session.ExecuteAsync(definition);
        Assert.Equal(Verdict.Pass, (await DriftAsync(schema, "schema-drift")).Verdict);
    }

    [RequiresToolFact("initdb")]
    public async Task What_the_user_may_change_is_no_drift()
    {
        var (schema, _) = await CreateAsync();
        await schema.SabotageAsync(
            "UPDATE partition_policies SET retention = '90 days', premake = 14 WHERE table_name = 'saga_outbox'",
            "SELECT * FROM maintain_all_partitions()",
            "SELECT create_saga_executions_partition('2001-01-01')");
        Assert.Equal(Verdict.Pass, (await DriftAsync(schema, "schema-drift")).Verdict);
        Assert.Equal(Verdict.Pass, (await DriftAsync(schema, "partition-drift")).Verdict);
    }

    private async Task<(VerifiedSchema Schema, string Database)> CreateAsync()
    {
        var database = await server.CreateDatabaseAsync();
        return (new VerifiedSchema(server, database), database);
    }

    private static async Task<GateResult> DriftAsync(VerifiedSchema schema, string id) =>
        (await new DriftProbe(schema.Request, schema.Log).JudgeAsync(CancellationToken.None)).Results.Single(gate => gate.Id == id);
}

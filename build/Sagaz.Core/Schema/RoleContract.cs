namespace Sagaz.Core.Schema;

/// <summary>What each role must and must not be able to do.</summary>
public static class RoleContract
{
    private const string Owner = "sagaz_owner";
    private const string Application = "sagaz_app";
    private const string ReadOnly = "sagaz_readonly";
    private const string Monitor = "sagaz_monitor";
    private const string PgBouncer = "pgbouncer";
    private const string Replicator = "replicator";

    /// <summary>The roles that attempt something.</summary>
    public static IReadOnlyList<string> Roles { get; } = [Owner, Application, ReadOnly, Monitor, PgBouncer, Replicator];

    private static readonly string[] BeyondEveryRole =
    [
        "SELECT rolpassword FROM pg_catalog.pg_authid",
        "CREATE ROLE sagaz_attempt",
        "ALTER ROLE postgres CONNECTION LIMIT -1",
        "COPY (SELECT 1) TO PROGRAM 'cat >/dev/null'",
        "SET LOCAL session_replication_role = replica",
        "SET ROLE postgres",
    ];

    private static readonly string[] BeyondWhoOwnsNothing =
    [
        "CREATE TABLE public.sagaz_attempt (id integer)",
        "CREATE TEMPORARY TABLE sagaz_attempt (id integer)",
        "CREATE SCHEMA sagaz_attempt",
        "CREATE FUNCTION public.sagaz_attempt() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "DROP TABLE public.saga_outbox",
        "TRUNCATE public.saga_outbox",
        "ALTER TABLE public.saga_outbox ADD COLUMN attempt integer",
        "CREATE INDEX ON public.sagas (updated_at)",
        "SELECT * FROM public.maintain_all_partitions()",
        "SELECT public.create_saga_outbox_partition('2001-01-01')",
        "SELECT public.cleanup_consumer_inbox(36500)",
        "SET ROLE sagaz_owner",
    ];

    private static readonly string[] Workload =
        ["saga_executions", "saga_outbox", "saga_outbox_archive", "consumer_inbox", "sagas", "saga_steps"];

    /// <summary>All attempts on a schema with these tables, partitions among them.</summary>
    public static IReadOnlyList<RoleAttempt> AttemptsOn(IReadOnlyList<string> tables) =>
    [
        .. OfOwner(), .. OfApplication(tables), .. OfReadOnly(tables), .. OfMonitor(tables), .. OfPgBouncer(tables), .. OfReplicator(),
    ];

    private static IEnumerable<RoleAttempt> OfOwner() =>
    [
        Can(Owner, "CREATE TABLE public.sagaz_attempt (id integer)"),
        Can(Owner, "SELECT * FROM public.get_partition_statistics()"),
        Can(Owner, "SELECT public.cleanup_consumer_inbox(36500)"),
        Can(Owner, "UPDATE public.partition_policies SET premake = premake"),
        .. BeyondEveryRole.Select(statement => Cannot(Owner, statement)),
        Cannot(Owner, "SELECT * FROM pgbouncer.get_auth('sagaz_app')"),
        Cannot(Owner, "DROP SCHEMA pgbouncer CASCADE"),
        CannotReplicate(Owner),
    ];

    private static IEnumerable<RoleAttempt> OfApplication(IReadOnlyList<string> tables) =>
    [
        .. Workload.SelectMany(table => new[]
        {
            Can(Application, $"SELECT * FROM public.{table} LIMIT 1"),
            Can(Application, $"DELETE FROM public.{table} WHERE false"),
        }),
        Can(Application, "INSERT INTO public.saga_executions (saga_name, status) VALUES ('attempt', 'SUCCESS')"),
        Can(Application, "INSERT INTO public.saga_audit_log (action) VALUES ('attempt')"),
        Can(Application, "UPDATE public.saga_outbox SET status = status WHERE false"),
        Can(Application, "SELECT nextval('public.saga_steps_id_seq')"),
        Can(Application, "SELECT * FROM public.get_partition_statistics()"),
        .. BeyondEveryRole.Concat(BeyondWhoOwnsNothing).Select(statement => Cannot(Application, statement)),
        Cannot(Application, "UPDATE public.saga_audit_log SET actor = actor"),
        Cannot(Application, "DELETE FROM public.saga_audit_log"),
        Cannot(Application, "TRUNCATE public.saga_audit_log"),
        Cannot(Application, "SELECT * FROM pgbouncer.get_auth('sagaz_owner')"),
        .. tables.Except(Workload).Where(table => table != "saga_audit_log").SelectMany(table => Writes(Application, table)),
        CannotReplicate(Application),
    ];

    private static IEnumerable<RoleAttempt> OfReadOnly(IReadOnlyList<string> tables) =>
    [
        .. SchemaContract.Tables.Select(table => Can(ReadOnly, $"SELECT * FROM public.{table.Name} LIMIT 1")),
        Can(ReadOnly, "SELECT * FROM public.get_partition_statistics()"),
        .. BeyondEveryRole.Concat(BeyondWhoOwnsNothing).Select(statement => Cannot(ReadOnly, statement)),
        Cannot(ReadOnly, "SELECT * FROM pgbouncer.get_auth('sagaz_app')"),
        .. tables.SelectMany(table => Writes(ReadOnly, table)),
        new RoleAttempt(ReadOnly, AttemptSession.Application, "DELETE FROM public.saga_outbox") { Refusals = ["25006"] },
        CannotReplicate(ReadOnly),
    ];

    // It counts and dates rows; what they say it may not read.
    private static IEnumerable<RoleAttempt> OfMonitor(IReadOnlyList<string> tables) =>
    [
        Can(Monitor, "SELECT count(*) FROM public.saga_outbox WHERE status = 'pending' AND created_at < now()"),
        Can(Monitor, "SELECT count(created_at) FROM public.saga_outbox_default"),
        Can(Monitor, "SELECT * FROM public.get_partition_runway()"),
        Can(Monitor, "SELECT count(*) FROM pg_catalog.pg_ls_archive_statusdir()"),
        .. BeyondEveryRole.Concat(BeyondWhoOwnsNothing).Select(statement => Cannot(Monitor, statement)),
        Cannot(Monitor, "SELECT payload FROM public.saga_outbox"),
        Cannot(Monitor, "SELECT context FROM public.saga_executions"),
        Cannot(Monitor, "SELECT * FROM pgbouncer.get_auth('sagaz_app')"),
        .. tables.SelectMany(table => Writes(Monitor, table)),
        CannotReplicate(Monitor),
    ];

    // Secrets of superusers and of roles that replicate never leave the server through the look-up.
    private static IEnumerable<RoleAttempt> OfPgBouncer(IReadOnlyList<string> tables) =>
    [
        Can(PgBouncer, "SELECT count(*) FROM pgbouncer.get_auth('sagaz_app')") with { Answer = "1" },
        Can(PgBouncer, "SELECT count(*) FROM pgbouncer.get_auth('postgres')") with { Answer = "0" },
        Can(PgBouncer, "SELECT count(*) FROM pgbouncer.get_auth('replicator')") with { Answer = "0" },
        .. BeyondEveryRole.Concat(BeyondWhoOwnsNothing).Select(statement => Cannot(PgBouncer, statement)),
        .. tables.Select(table => Cannot(PgBouncer, $"SELECT * FROM public.{Quoted(table)} LIMIT 1")),
        Cannot(PgBouncer, "SELECT * FROM public.get_partition_statistics()"),
        CannotReplicate(PgBouncer),
    ];

    // pg_rewind reads files as this role; see sql/provision/cluster/002_grant_rewind_rights.sql.
    private static IEnumerable<RoleAttempt> OfReplicator() =>
    [
        new RoleAttempt(Replicator, AttemptSession.Replication, "IDENTIFY_SYSTEM"),
        new RoleAttempt(Replicator, AttemptSession.Maintenance, "SELECT count(*) FROM pg_catalog.pg_ls_dir('.', true, false)"),
        Cannot(Replicator, "SELECT 1"),
        .. BeyondEveryRole.Append("CREATE TABLE public.sagaz_attempt (id integer)").Append("CREATE SCHEMA sagaz_attempt")
            .Append("SELECT * FROM pgbouncer.get_auth('sagaz_app')")
            .Select(statement => Cannot(Replicator, statement) with { Session = AttemptSession.Maintenance }),
    ];

    private static IEnumerable<RoleAttempt> Writes(string role, string table) =>
    [
        Cannot(role, $"INSERT INTO public.{Quoted(table)} DEFAULT VALUES"),
        Cannot(role, $"DELETE FROM public.{Quoted(table)}"),
        Cannot(role, $"TRUNCATE public.{Quoted(table)}"),
    ];

    private static string Quoted(string name) =>
        name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')
            ? name
            : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static RoleAttempt Can(string role, string statement) => new(role, AttemptSession.Application, statement);

    private static RoleAttempt Cannot(string role, string statement) =>
        new(role, AttemptSession.WritableApplication, statement) { Refusals = [RoleAttempt.InsufficientPrivilege] };

    // Where pg_hba.conf has no line for it, the refusal comes before the role's rights are looked at.
    private static RoleAttempt CannotReplicate(string role) =>
        new(role, AttemptSession.Replication, "IDENTIFY_SYSTEM") { Refusals = [RoleAttempt.InsufficientPrivilege, "28000"] };
}

using System.Data;
using System.Diagnostics;
using DbUp.Engine;
using Npgsql;
using NpgsqlTypes;
using Sagaz.Core.Migrations;

namespace Sagaz.Operations.Migrations;

/// <summary>Table <c>schema_migrations</c>: a row per application of a script, written in the script's own transaction.</summary>
/// <remarks>LSN and timeline tell later whether a row survived a failover.</remarks>
/// <param name="script">The script that the row is about.</param>
/// <param name="pipelineVersion">Version of this build.</param>
/// <param name="duration">How long it took; measured from here on where it is null.</param>
internal sealed class MigrationJournal(MigrationScript script, string pipelineVersion, TimeSpan? duration = null) : IJournal
{
    private const string Columns = "script, hash, applied_at, duration, sequence, lsn::text, timeline";
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>The row that was written; null before. It holds once its transaction is committed.</summary>
    public MigrationJournalEntry? Written { get; private set; }

    /// <summary>All rows, oldest first; none where there is no journal yet.</summary>
    public static async Task<IReadOnlyList<MigrationJournalEntry>> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using (var look = new NpgsqlCommand("SELECT to_regclass('public.schema_migrations') IS NOT NULL", connection))
        {
            if (!(bool)(await look.ExecuteScalarAsync(ct))!)
                return [];
        }

        await using var read = new NpgsqlCommand(
            $"SELECT {Columns} FROM public.schema_migrations ORDER BY sequence", connection);
        await using var reader = await read.ExecuteReaderAsync(ct);
        var entries = new List<MigrationJournalEntry>();
        while (await reader.ReadAsync(ct))
            entries.Add(ToEntry(reader));
        return entries;
    }

    /// <inheritdoc />
    /// <remarks>The plan has chosen already; DbUp is handed one script and shall run it.</remarks>
    public string[] GetExecutedScripts() => [];

    /// <inheritdoc />
    public void StoreExecutedScript(SqlScript executed, Func<IDbCommand> dbCommandFactory)
    {
        EnsureTableExistsAndIsLatestVersion(dbCommandFactory);
        using var command = (NpgsqlCommand)dbCommandFactory();
        command.CommandText =
            $"""
            INSERT INTO public.schema_migrations (script, hash, duration, lsn, timeline, pipeline_version)
            VALUES ($1, $2, $3, pg_current_wal_insert_lsn(), {MigrationSession.TimelineExpression}, $4)
            RETURNING {Columns}
            """;
        command.Parameters.AddWithValue(script.Name);
        command.Parameters.AddWithValue(script.Hash);
        command.Parameters.AddWithValue(NpgsqlDbType.Interval, duration ?? _watch.Elapsed);
        command.Parameters.AddWithValue(pipelineVersion);
        using var reader = command.ExecuteReader();
        reader.Read();
        Written = ToEntry(reader);
    }

    /// <inheritdoc />
    public void EnsureTableExistsAndIsLatestVersion(Func<IDbCommand> dbCommandFactory)
    {
        using var command = dbCommandFactory();
        command.CommandText =
            """
            CREATE TABLE IF NOT EXISTS public.schema_migrations (
              sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              script text NOT NULL,
              hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
              applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              duration interval NOT NULL,
              lsn pg_lsn NOT NULL,
              timeline integer NOT NULL,
              pipeline_version text NOT NULL
            )
            """;
        command.ExecuteNonQuery();
    }

    private static MigrationJournalEntry ToEntry(NpgsqlDataReader reader) => new()
    {
        Script = reader.GetString(0),
        Hash = reader.GetString(1),
        AppliedAt = reader.GetFieldValue<DateTimeOffset>(2),
        Duration = reader.GetTimeSpan(3),
        Sequence = reader.GetInt64(4),
        Lsn = reader.GetString(5),
        Timeline = reader.GetInt32(6),
    };
}

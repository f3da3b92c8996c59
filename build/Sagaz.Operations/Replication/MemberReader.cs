using Npgsql;
using Sagaz.Core.Replication;

namespace Sagaz.Operations.Replication;

/// <summary>Reads one member's view of replication over one open connection.</summary>
internal static class MemberReader
{
    // The leader's timeline comes from its current WAL file: its control file names the old one until the first
    // checkpoint after a promotion. A replica that does not stream has nothing better than its control file.
    private const string MemberStatement = """
        SELECT pg_is_in_recovery(),
               CASE WHEN pg_is_in_recovery()
                    THEN coalesce(receiver.received_tli, (SELECT timeline_id FROM pg_control_checkpoint()))
                    ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer
               END,
               CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_lsn() END::text,
               CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() END::text,
               CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END::text,
               coalesce(receiver.status, ''),
               coalesce(receiver.slot_name, ''),
               CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE false END,
               pg_postmaster_start_time()
          FROM (SELECT) AS one
          LEFT JOIN pg_stat_wal_receiver AS receiver ON true
        """;

    private const string LinksStatement = """
        SELECT link.application_name, link.state, link.sync_state,
               link.sent_lsn::text, link.write_lsn::text, link.flush_lsn::text, link.replay_lsn::text,
               coalesce(slot.slot_name, ''), coalesce(slot.active, false),
               coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), slot.restart_lsn), 0)::bigint
          FROM pg_stat_replication AS link
          LEFT JOIN pg_replication_slots AS slot ON slot.active_pid = link.pid
         ORDER BY link.application_name, link.pid
        """;

    private const string SlotsStatement = """
        SELECT slot_name, active, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint,
               coalesce(wal_status, '')
          FROM pg_replication_slots
         ORDER BY slot_name
        """;

    // Anything below "on" answers before the replica's disk has the commit.
    private const string LoweredStatement = """
        SELECT concat_ws(' ', coalesce('role ' || rolname, CASE WHEN setrole = 0 THEN NULL ELSE 'role ' || setrole END), 'database ' || datname, setting)
          FROM pg_db_role_setting
          CROSS JOIN unnest(setconfig) AS setting
          LEFT JOIN pg_roles ON pg_roles.oid = setrole
          LEFT JOIN pg_database ON pg_database.oid = setdatabase
         WHERE setting LIKE 'synchronous\_commit=%' AND split_part(setting, '=', 2) NOT IN ('on', 'true', 'yes', '1', 'remote_apply')
        UNION ALL
        SELECT 'server ' || name || '=' || reset_val FROM pg_settings
         WHERE name = 'synchronous_commit' AND source NOT IN ('database', 'user', 'database user', 'session') AND reset_val NOT IN ('on', 'remote_apply')
         ORDER BY 1
        """;

    public static async Task<MemberSnapshot> ReadMemberAsync(
        NpgsqlConnection connection,
        string name,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(MemberStatement, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new MemberSnapshot
        {
            Name = name,
            Role = row.GetBoolean(0) ? MemberRole.Replica : MemberRole.Leader,
            ReadAt = time.GetUtcNow(),
            Timeline = row.GetInt32(1),
            CurrentLsn = LsnAt(row, 2),
            ReceivedLsn = LsnAt(row, 3),
            ReplayedLsn = LsnAt(row, 4),
            Receiver = row.GetString(5) is { Length: > 0 } status ? Enum.Parse<WalReceiverState>(status, ignoreCase: true) : WalReceiverState.Absent,
            SlotName = row.GetString(6),
            IsReplayPaused = row.GetBoolean(7),
            StartedAt = row.GetFieldValue<DateTimeOffset>(8),
        };
    }

    public static Task<IReadOnlyList<ReplicationLink>> ReadLinksAsync(NpgsqlConnection leader, CancellationToken cancellationToken) =>
        ReadAllAsync(leader, LinksStatement, row => new ReplicationLink
        {
            ApplicationName = row.GetString(0),
            State = Enum.Parse<WalSenderState>(row.GetString(1), ignoreCase: true),
            SyncState = Enum.Parse<SyncState>(row.GetString(2), ignoreCase: true),
            SentLsn = LsnAt(row, 3),
            WriteLsn = LsnAt(row, 4),
            FlushLsn = LsnAt(row, 5),
            ReplayLsn = LsnAt(row, 6),
            SlotName = row.GetString(7),
            IsSlotActive = row.GetBoolean(8),
            RetainedBytes = row.GetInt64(9),
        }, cancellationToken);

    public static Task<IReadOnlyList<ReplicationSlot>> ReadSlotsAsync(NpgsqlConnection leader, CancellationToken cancellationToken) =>
        ReadAllAsync(leader, SlotsStatement, row => new ReplicationSlot
        {
            Name = row.GetString(0),
            IsActive = row.GetBoolean(1),
            RetainedBytes = row.GetInt64(2),
            WalStatus = row.GetString(3),
        }, cancellationToken);

    public static Task<IReadOnlyList<string>> ReadLoweredCommitsAsync(NpgsqlConnection leader, CancellationToken cancellationToken) =>
        ReadAllAsync(leader, LoweredStatement, row => row.GetString(0), cancellationToken);

    private static async Task<IReadOnlyList<T>> ReadAllAsync<T>(
        NpgsqlConnection connection,
        string statement,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await row.ReadAsync(cancellationToken))
            all.Add(read(row));
        return all;
    }

    private static Lsn LsnAt(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? Lsn.None : Lsn.Parse(row.GetString(column));
}

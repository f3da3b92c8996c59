using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes;

/// <summary>The cluster-wide part of Patroni's configuration, which lives in the store.</summary>
/// <param name="topology">What should run.</param>
/// <param name="capabilities">What the servers' programs offer.</param>
/// <param name="machineBytes">Memory that the members share.</param>
/// <param name="archiveCommand">What archives a finished WAL segment; by default it is let go.</param>
internal sealed class DynamicConfiguration(ClusterTopology topology, ServerCapabilities capabilities, long machineBytes, string archiveCommand = "/bin/true")
{
    private const int LoopWaitOfBootstrap = 1;

    /// <summary>The first configuration, which Patroni writes when it makes the cluster.</summary>
    /// <remarks>
    /// Each step of a first start waits for the next round of Patroni's loop, so the loop is quick until the cluster is
    /// up; then <see cref="ForStore"/> is patched in.
    /// </remarks>
    public Dictionary<string, object> ForBootstrap() => With(LoopWaitOfBootstrap);

    /// <summary>What is wanted of a running cluster, as it is compared with the store and patched into it.</summary>
    public JsonObject ForStore() =>
        JsonSerializer.SerializeToNode(With((int)topology.Patroni.LoopWaitOf(capabilities.PatroniMajor).TotalSeconds))!.AsObject();

    private Dictionary<string, object> With(int loopWait) => new()
    {
        ["ttl"] = (int)topology.Patroni.TtlOf(capabilities.PatroniMajor).TotalSeconds,
        ["loop_wait"] = loopWait,
        ["retry_timeout"] = (int)topology.Patroni.RetryTimeout.TotalSeconds,
        ["maximum_lag_on_failover"] = topology.Patroni.MaximumLagOnFailoverBytes,
        // A dead postmaster is replaced by a replica at once instead of being nursed for minutes.
        ["primary_start_timeout"] = 0,
        // A leader that was cut off must end although a background worker of it (pg_cron's) still waits for the replica's word.
        ["primary_stop_timeout"] = 30,
        ["check_timeline"] = true,
        // A leader whose store is gone goes on as long as every member tells it that it may.
        ["failsafe_mode"] = true,
        ["synchronous_mode"] = SynchronousMode,
        ["synchronous_mode_strict"] = topology.Durability == Durability.Strict,
        ["postgresql"] = new Dictionary<string, object>
        {
            ["use_pg_rewind"] = true,
            ["use_slots"] = true,
            ["parameters"] = Parameters(),
        },
    };

    /// <summary>One of several replicas is a quorum; a single one is only waited for.</summary>
    /// <remarks>
    /// With a quorum, a new leader begins by waiting for the other members of the old one: the dead leader alone, where
    /// there is one replica, and that costs its first writers some 2.5 s (Patroni 4.0.7).
    /// </remarks>
    private object SynchronousMode => topology.Durability == Durability.Async || topology.Members == 1
        ? false
        : capabilities.HasQuorumCommit && topology.Members > 2 ? "quorum" : true;

    private Dictionary<string, object> Parameters()
    {
        var parameters = new Dictionary<string, object>
        {
            ["max_connections"] = topology.Postgres.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["shared_preload_libraries"] = string.Join(',', capabilities.PreloadLibraries),
            ["wal_level"] = "replica",
            ["wal_log_hints"] = "on",
            ["hot_standby"] = "on",
            ["max_wal_senders"] = "20",
            ["max_replication_slots"] = "20",
            ["max_worker_processes"] = "16",
            ["max_slot_wal_keep_size"] = "10GB",
            // Switching archiving on later restarts every member; without backups, nothing is kept.
            ["archive_mode"] = "on",
            ["archive_command"] = archiveCommand,
        };
        if (capabilities.HasCron)
        {
            parameters["cron.database_name"] = topology.Database;
            // Jobs then need no connection, and so no password in a file.
            parameters["cron.use_background_workers"] = "on";
        }
        foreach (var (name, value) in topology.Postgres.Settings)
            parameters[name] = value;
        foreach (var (name, value) in MemorySettings.Scale(topology.Postgres, topology.Members, machineBytes))
            parameters[name] = value;
        return parameters;
    }
}

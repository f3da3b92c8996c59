using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Pipeline;

/// <summary>What the command line asked for, as one immutable value.</summary>
public sealed record RunSettings
{
    /// <summary>The repository's folder; deploy, sql and .sagaz lie in it.</summary>
    public required string Repository { get; init; }

    /// <summary>Name of the environment in topology.json.</summary>
    public required string Environment { get; init; }

    /// <summary>Replicas beside the leader; null for what the cluster has or, before it exists, topology.json says.</summary>
    public int? Replicas { get; init; }

    /// <summary>What the cluster runs on; null for what it was made with or, before it exists, what this machine has.</summary>
    public RuntimeKind? Runtime { get; init; }

    /// <summary>What an acknowledged commit is worth; null for what topology.json says.</summary>
    public Durability? Durability { get; init; }

    /// <summary>Added to every port, so that clusters live side by side.</summary>
    public int PortOffset { get; init; }

    /// <summary>Whether the cluster is to be watched; one that was prepared with monitoring keeps it.</summary>
    public bool HasMonitoring { get; init; }

    /// <summary>Whether the cluster is to archive WAL and make backups; one that was prepared with them keeps them.</summary>
    public bool HasBackups { get; init; }

    /// <summary>Whether missing packages may be installed.</summary>
    public bool MayInstall { get; init; } = true;

    /// <summary>How long sessions on a replica that is to stop may go on before they are ended; 30 s unless said otherwise.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Passwords that the user chose, by account.</summary>
    public IReadOnlyDictionary<string, string> GivenPasswords { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the cluster's state folder.</summary>
    public string ClusterName => PortOffset == 0 ? Environment : $"{Environment}+{PortOffset}";

    /// <summary>The file that states the intent.</summary>
    public string TopologyFile => Path.Combine(Repository, "deploy", "topology.json");

    /// <summary>Rules, dashboards and configuration of what watches the cluster.</summary>
    public string MonitoringFolder => Path.Combine(Repository, "deploy", "monitoring");

    /// <summary>What makes backups when they are due.</summary>
    public string BackupFolder => Path.Combine(Repository, "deploy", "backups");

    /// <summary>A path below the repository's sql folder.</summary>
    public string Sql(string name) => Path.Combine(Repository, "sql", name);
}

using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>What faults may leave behind: after a heal there is nothing of it.</summary>
internal static class FaultRemains
{
    private static readonly string[] Members = ["postgres-0", "postgres-1"];

    /// <summary>Records of what is or may be broken.</summary>
    public static string[] Records(TestCluster cluster) =>
        Directory.Exists(JournalOf(cluster)) ? Directory.GetFiles(JournalOf(cluster), "*.json") : [];

    /// <returns>What is left, as half a sentence; null when nothing is.</returns>
    public static async Task<string?> FindAsync(TestCluster cluster)
    {
        var processes = cluster.ProcessIds().Concat(Members.Select(member => KeyValuePair.Create(member + "/patroni", cluster.Patroni(member)))).ToList();
        string?[] found =
        [
            .. Records(cluster).Select(Path.GetFileName),
            .. processes.Where(process => process.Value == 0).Select(process => $"{process.Key} does not run"),
            .. processes.Where(process => FaultSigns.IsStopped(process.Value)).Select(process => $"{process.Key} stands still"),
            .. processes.Where(process => FaultSigns.HasLimit(process.Value)).Select(process => $"{process.Key} cannot write"),
            .. RunningProcess.All().Where(IsOfFault).Select(process => process.ToString()),
            .. cluster.Runtime == TestCluster.Compose ? OfContainers(cluster) : OfProcesses(cluster),
            .. await OfMembersAsync(cluster),
        ];
        return found.Length == 0 ? null : string.Join("; ", found);

        bool IsOfFault(RunningProcess process) =>
            process.CommandLine.Contains(JournalOf(cluster)) || (process.CommandLine.Contains("sagaz-slow-store") && process.CommandLine.Contains(cluster.State));
    }

    private static IEnumerable<string> OfContainers(TestCluster cluster) => Containers
        .Docker("ps", "--all", "--filter", $"name={cluster.Project}-fault-", "--format", "{{.Names}}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Concat(cluster.ProcessIds().Keys.Where(name => !name.Contains('/', StringComparison.Ordinal) && cluster.IsPaused(name)).Select(name => name + " is paused"));

    private static IEnumerable<string> OfProcesses(TestCluster cluster) => Directory
        .EnumerateFiles(Path.Combine(cluster.State, "services"), "*.before-fault", SearchOption.AllDirectories)
        .Concat(Environment.IsPrivilegedProcess && ClusterTools.IsInstalled("iptables") ? Rules(cluster) : []);

    private static IEnumerable<string> Rules(TestCluster cluster) => Containers.Print("iptables", "-w", "-S")
        .Split('\n')
        .Where(rule => rule.Contains($"SAGAZ-{cluster.Port(15432)}", StringComparison.Ordinal) || rule.Contains($"SAGAZ-{cluster.Port(15433)}", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> OfMembersAsync(TestCluster cluster)
    {
        var found = new List<string>();
        foreach (var member in Members)
        {
            var ahead = await new FaultSigns(cluster, "skew-clock", member).ClockAheadAsync();
            if (Math.Abs(ahead) > 60)
                found.Add($"{member} is {ahead:0} s ahead");
        }
        var replica = (await cluster.ReplicaAsync()).Replace('-', '_');
        if (await cluster.AskAsync($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{replica}' AND active") is not 1L)
            found.Add($"the slot {replica} is not in use");
        return found;
    }

    private static string JournalOf(TestCluster cluster) => Path.Combine(cluster.State, "faults");
}

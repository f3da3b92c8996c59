using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests;

/// <summary>Every fault does what it says, and is undone although the run that made it was killed (SIGKILL) and nobody healed.</summary>
[Collection(SharedClusterGroup.Name)]
public class FaultVerbTests(SharedCluster shared)
{
    private readonly TestCluster cluster = shared.Cluster;

    /// <summary>The verbs, and whom they are tried on: replicas, where it may be either, so that nobody has to be promoted.</summary>
    public static TheoryData<string, string> Verbs => new()
    {
        { "kill-postmaster", "replica" },
        { "kill-member", "replica" },
        { "lose-member", "replica" },
        { "freeze-postgres", "replica" },
        { "freeze-patroni", "replica" },
        { "partition-member", "replica" },
        { "fill-disk", "replica" },
        { "skew-clock", "replica" },
        { "drop-slot", "replica" },
        { "corrupt-wal", "replica" },
        { "freeze-store", "etcd" },
        { "slow-store", "etcd" },
        { "kill-store", "etcd" },
        { "kill-proxy", "haproxy" },
        { "stop-proxy", "haproxy" },
        { "kill-pool", "pgbouncer-rw" },
        { "stop-pool", "pgbouncer-ro" },
    };

    [ClusterTheory]
    [MemberData(nameof(Verbs))]
    public async Task A_fault_is_what_it_says_and_is_undone_when_its_run_is_killed(string verb, string subject)
    {
        await cluster.IsWholeAsync();
        var target = subject == "replica" ? await cluster.ReplicaAsync() : subject;
        if (!IsPossible(verb))
        {
            (await cluster.RunAsync("InjectFault", "--fault", verb, "--member", target)).Exits(3).Says($"There is no fault '{verb}' here");
            return;
        }
        var signs = new FaultSigns(cluster, verb, target);
        using (var run = cluster.Start("InjectFault", "--fault", verb, "--member", target, "--hold", "600"))
        {
            // At once: what is dropped may be made anew soon.
            await Task.WhenAll(run.PrintsAsync("is broken"), Eventually.HoldsAsync($"{verb} is in force", Deadlines.Healed, signs.MissingAsync));
            run.Kill();
            await run.EndAsync(Deadlines.Program);
        }

        await Eventually.HoldsAsync("the guard has healed it", Deadlines.Healed, () =>
            Task.FromResult(FaultRemains.Records(cluster) is { Length: > 0 } left ? string.Join(", ", left) : null));
        await cluster.IsWholeAsync();
        await Eventually.HoldsAsync("nothing of it is left", Deadlines.Healed, () => FaultRemains.FindAsync(cluster));
    }

    /// <summary>Containers have no clock of their own; natively, two faults need what not every machine has.</summary>
    private bool IsPossible(string verb) => (verb, cluster.Runtime) switch
    {
        ("skew-clock", TestCluster.Compose) => false,
        ("skew-clock", _) => ClusterTools.CanSkewClocks,
        ("partition-member", TestCluster.Native) => ClusterTools.CanFilterPackets,
        _ => true,
    };
}

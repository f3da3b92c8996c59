using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Sagaz.Core.Load;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("LoadTest: a profile of sql/workload. '--profile mixed' says the same. Default is 'mixed'.")]
    readonly string Workload = "mixed";

    [Parameter("LoadTest: requests a second. Default is what the profile says."), Range(1, 1_000_000)]
    readonly int? Rate;

    [Parameter("LoadTest: seconds that are measured. Default is 60."), Range(1, 86_400)]
    readonly int Duration = 60;

    [Parameter("LoadTest: seconds before, which no figure holds. Default is 5."), Range(0, 3600)]
    readonly int Warmup = 5;

    [Parameter("LoadTest: connections to the write pool, or to the read pool where the profile only reads. Default is what the profile says.", Name = "Connections"), Range(1, 1000)]
    readonly int? LoadConnections;

    [Parameter("LoadTest: when requests begin: poisson, constant, or closed for a closed loop. Default is 'poisson'.")]
    readonly LoadArrivals Arrivals = LoadArrivals.Poisson;

    [Parameter("LoadTest: how often the same load is run; --compare takes its noise from that. Default is 1."), Range(1, 20)]
    readonly int Repeats = 1;

    [Parameter("LoadTest: looks for the knee first, then loads with 50, 80 and 100 % of it.")]
    readonly bool FindCapacity;

    [Parameter("LoadTest: an earlier run, by its name, folder or report.json; a regression beyond the noise fails.")]
    readonly string? Compare;

    [Parameter("LoadTest: what happens in the middle: Switchover, Migrate, MaintainPartitions, Backup. Default is what the profile says.")]
    readonly LoadOperation[]? During;

    [Parameter("LoadTest: makes the outbox sick: LongTransaction, LongReplicaTransaction, VacuumStarved. Default is 'None'.")]
    readonly LoadPoison Poison = LoadPoison.None;

    [Parameter("LoadTest: also measures what each level of durability costs.")]
    readonly bool PriceCard;

    Target LoadTest => _ => _
        .Description("Loads the cluster as its clients would; proves by gates what latency, lag and errors they see, and writes artifacts/load/report.html")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
        {
            using var progress = new ProgressLine();
            var report = await LoadTestOfCluster.RunAsync(cluster, Load, Terminal.Confirmation(Yes), progress.Show, token);
            Summarize("Gates", report.Gates.Count);
        }));

    LoadRequest Load => new()
    {
        Profile = Workload,
        Rate = Rate,
        Duration = TimeSpan.FromSeconds(Duration),
        WarmUp = TimeSpan.FromSeconds(Warmup),
        Connections = LoadConnections,
        Arrivals = Arrivals,
        Repeats = Repeats,
        FindsCapacity = FindCapacity,
        Compare = Compare,
        During = During,
        Poison = Poison,
        PricesDurability = PriceCard,
    };
}

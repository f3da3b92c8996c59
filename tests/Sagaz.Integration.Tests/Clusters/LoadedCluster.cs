using System.Text.Json.Nodes;
using Sagaz.Core.Load;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>A migrated cluster with limits and a load of its own, so that no gate depends on how busy the machine is.</summary>
public sealed class LoadedCluster : IAsyncLifetime
{
    private const string Topology = "deploy/topology.json";
    private const int Hour = 3_600_000;
    private readonly MigratedCluster migrated = new();

    internal TestCluster Cluster => migrated.Cluster;

    internal string Reports => Path.Combine(Cluster.Root, "artifacts", "load");

    public async Task InitializeAsync()
    {
        await migrated.InitializeAsync();
        if (ClusterTools.SkipReason is not null)
            return;
        var profile = JsonNode.Parse(await File.ReadAllTextAsync(Cluster.Workspace.Of("sql", "workload", "mixed.json")))!.AsObject();
        profile["rate"] = 20;
        profile["connections"] = new JsonObject { ["rw"] = 4, ["ro"] = 2 };
        profile["during"] = new JsonArray();
        foreach (var (name, rows) in new[] { ("sagas", 50), ("executions", 200), ("events", 100) })
            profile["variables"]![name] = rows;
        Cluster.Workspace.Write("sql/workload/small.json", profile.ToJsonString());
    }

    public Task DisposeAsync() => migrated.DisposeAsync();

    /// <summary>Limits that no machine passes, or that every run passes.</summary>
    internal void Limit(bool isStrict, int latenessPercent = 100)
    {
        var file = Cluster.Workspace.Of(Topology);
        var topology = JsonNode.Parse(File.ReadAllText(file))!;
        var load = topology["limits"]!["load"]!;
        foreach (var key in new[] { "sagaWriteP99Milliseconds", "analyticsP95Milliseconds", "partitionMaintenanceMilliseconds", "outboxAgeP99Milliseconds" })
            load[key] = isStrict ? 1 : Hour;
        foreach (var key in load["duringP99Milliseconds"]!.AsObject().Select(pair => pair.Key).ToList())
            load["duringP99Milliseconds"]![key] = isStrict ? 1 : Hour;
        topology["limits"]!["replicationLagP99Milliseconds"] = isStrict ? 1 : Hour;
        load["poolOverheadMicroseconds"] = isStrict ? 1 : 1_000_000;
        load["generator"] = new JsonObject { ["cpuPercent"] = 100, ["garbageCollectionPercent"] = 100, ["latenessPercent"] = latenessPercent };
        load["poison"] = new JsonObject { ["claimP99Milliseconds"] = isStrict ? 1 : Hour, ["deadRows"] = isStrict ? 0 : 1_000_000_000, ["snapshotAgeTransactions"] = isStrict ? 0 : 1_000_000_000 };
        File.WriteAllText(file, topology.ToJsonString());
    }

    internal LoadReport ReadReport() => LoadReportJson.Read(File.ReadAllText(Path.Combine(Reports, "report.json")));
}

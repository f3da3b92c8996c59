using System.Text.Json.Nodes;
using Sagaz.Core.Load;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>Loads of few rows in the workspace of a cluster, and limits of their own, so that no gate depends on how busy the machine is.</summary>
internal sealed class SmallLoad
{
    /// <summary>The mixed profile with few rows.</summary>
    public const string Profile = "small";

    /// <summary>The same, half of whose requests fail.</summary>
    public const string SickProfile = "sick";

    private const string Topology = "deploy/topology.json";
    private const int Hour = 3_600_000;
    private readonly TestCluster cluster;
    private readonly string topology;

    public SmallLoad(TestCluster cluster)
    {
        this.cluster = cluster;
        topology = File.ReadAllText(cluster.Workspace.Of(Topology));
        var profile = JsonNode.Parse(File.ReadAllText(cluster.Workspace.Of("sql", "workload", "mixed.json")))!.AsObject();
        profile["rate"] = 20;
        profile["connections"] = new JsonObject { ["rw"] = 4, ["ro"] = 2 };
        profile["during"] = new JsonArray();
        foreach (var (name, rows) in new[] { ("sagas", 50), ("executions", 200), ("events", 100), ("zero", 0) })
            profile["variables"]![name] = rows;
        cluster.Workspace.Write($"sql/workload/{Profile}.json", profile.ToJsonString());
        profile["steps"]!["wrong"] = new JsonObject { ["script"] = "wrong.sql", ["pool"] = "rw", ["kind"] = "write", ["weight"] = 60 };
        cluster.Workspace.Write("sql/workload/wrong.sql", "SELECT 1 / :zero::integer;");
        cluster.Workspace.Write($"sql/workload/{SickProfile}.json", profile.ToJsonString());
    }

    public string Reports => Path.Combine(cluster.Root, "artifacts", "load");

    /// <summary>Limits that no machine passes, or that every run passes.</summary>
    public void Limit(bool isStrict, int latenessPercent = 10_000)
    {
        var file = JsonNode.Parse(topology)!;
        var load = file["limits"]!["load"]!;
        var milliseconds = isStrict ? 1 : Hour;
        foreach (var key in new[] { "sagaWriteP99Milliseconds", "analyticsP95Milliseconds", "partitionMaintenanceMilliseconds", "outboxAgeP99Milliseconds", "skipAfterMilliseconds" })
            load[key] = milliseconds;
        foreach (var key in load["duringP99Milliseconds"]!.AsObject().Select(pair => pair.Key).ToList())
            load["duringP99Milliseconds"]![key] = milliseconds;
        file["limits"]!["replicationLagP99Milliseconds"] = milliseconds;
        load["poolOverheadMicroseconds"] = isStrict ? 1 : 1_000_000;
        load["generator"] = new JsonObject { ["cpuPercent"] = 100, ["garbageCollectionPercent"] = 100, ["latenessPercent"] = latenessPercent };
        load["poison"] = new JsonObject { ["claimP99Milliseconds"] = milliseconds, ["deadRows"] = isStrict ? 0 : 1_000_000_000, ["snapshotAgeTransactions"] = isStrict ? 0 : 1_000_000_000 };
        cluster.Workspace.Write(Topology, file.ToJsonString());
    }

    /// <summary>The limits are what they were.</summary>
    public void ForgetLimits() => cluster.Workspace.Write(Topology, topology);

    public LoadReport ReadReport() => LoadReportJson.Read(File.ReadAllText(Path.Combine(Reports, "report.json")));
}

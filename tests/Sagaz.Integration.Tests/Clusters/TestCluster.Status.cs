using System.Text.Json;
using Sagaz.Core.Reporting;
using Sagaz.Core.Status;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

internal sealed partial class TestCluster
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>What <c>Status --json</c> says.</summary>
    public async Task<ClusterStatus> StatusAsync()
    {
        var result = (await RunAsync("Status", "--json")).Exits(0);
        var json = string.Join('\n', result.Lines.SkipWhile(line => line != "{").TakeWhile(line => line != "}").Append("}"));
        return JsonSerializer.Deserialize<ClusterStatus>(json, Web)!;
    }

    /// <summary>Name of the member that leads now.</summary>
    public async Task<string> LeaderAsync() => Assert.Single((await StatusAsync()).Members, member => member.Role == "leader").Name;

    /// <summary>Name of the one member that follows now.</summary>
    public async Task<string> ReplicaAsync() => Assert.Single((await StatusAsync()).Members, member => member.Role != "leader").Name;

    /// <summary>Waits until every member runs, one of them leads and the other one is its synchronous standby.</summary>
    public Task IsWholeAsync() => Eventually.HoldsAsync("the cluster is whole", Deadlines.Healed, async () =>
    {
        var status = await StatusAsync();
        var roles = string.Join(", ", status.Members.Select(member => $"{member.Name} {member.Role} {member.State}").Order(StringComparer.Ordinal));
        var isWhole = status.Members.All(member => member.State is "running" or "streaming")
            && status.Members.Count(member => member.Role == "leader") == 1
            && status.Members.Count(member => member.Role is "sync_standby" or "quorum_standby") == 1
            && status.Pools.All(pool => pool.State == "up")
            && status.Services.All(service => service.State == "running");
        return isWhole ? null : roles;
    });

    /// <summary>The report of the last run.</summary>
    public RunReport ReadReport() => RunReportJson.Parse(File.ReadAllText(Path.Combine(Root, "artifacts", "report.json")));
}

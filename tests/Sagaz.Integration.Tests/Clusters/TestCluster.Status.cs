using System.Text.Json;
using Sagaz.Core.Reporting;
using Sagaz.Core.Status;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Secrets;

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
    public async Task<string> LeaderAsync() => (await ViewAsync())!.Leader!.Name;

    /// <summary>Name of the one member that follows now.</summary>
    public async Task<string> ReplicaAsync() => Assert.Single((await ViewAsync())!.Members, member => !member.IsLeader).Name;

    /// <summary>Waits until a member leads, whatever has become of the other one.</summary>
    public Task IsLedByAsync(string member) => Eventually.HoldsAsync($"{member} leads", Deadlines.Healed, async () =>
        await ViewAsync() is { Leader: { } leader } ? leader.Name == member ? null : $"{leader.Name} leads" : "nobody leads");

    /// <summary>When the lead changed hands.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> LeaderChangesAsync()
    {
        using var patroni = OpenPatroni();
        return await patroni.ReadLeaderChangesAsync(CancellationToken.None);
    }

    /// <summary>Waits until one member leads, the other one is its synchronous standby, and each pool reaches its role.</summary>
    public Task IsWholeAsync() => Eventually.HoldsAsync("the cluster is whole", Deadlines.Healed, async () =>
    {
        if (await ViewAsync() is not { Leader: { } leader } view)
            return "there is no leader";
        var isWhole = view.Members.Count(member => member.IsRunning && member.Timeline == leader.Timeline) == 2
            && view.Members.Any(member => member.Role is "sync_standby" or "quorum_standby");
        return isWhole
            ? await MissedRoleAsync(6432, expected: false) ?? await MissedRoleAsync(6433, expected: true)
            : string.Join(", ", view.Members.Select(member => $"{member.Name} {member.Role} {member.State} {member.Timeline}"));
    });

    /// <summary>The report of the last run.</summary>
    public RunReport ReadReport() => Directory.GetDirectories(Path.Combine(Root, "artifacts", "runs"))
        .OrderDescending(StringComparer.Ordinal)
        .Select(folder => Path.Combine(folder, "report.json"))
        .Where(File.Exists)
        .Select(file => RunReportJson.Parse(File.ReadAllText(file)))
        // Clusters of other runtimes may be driven from the same repository meanwhile.
        .First(report => report.Run.Runtime == runtime);

    private async Task<string?> MissedRoleAsync(int standardPort, bool expected)
    {
        try
        {
            return (bool)(await AskAsync(At(standardPort, Account.Superuser), "SELECT pg_is_in_recovery()"))! == expected
                ? null
                : $"port {standardPort} reaches the wrong role";
        }
        catch (Exception error) when (IsLostConnection(error))
        {
            return $"port {standardPort}: {error.Message}";
        }
    }

    /// <summary>Patroni's own view, without a process for every look; null while nobody answers.</summary>
    private async Task<ClusterView?> ViewAsync()
    {
        using var patroni = OpenPatroni();
        return await patroni.ReadClusterAsync(CancellationToken.None);
    }

    private PatroniClient OpenPatroni() => new(
        [new Uri($"https://127.0.0.1:{Port(18008)}/"), new Uri($"https://127.0.0.1:{Port(18009)}/")],
        RootCertificate, Certificate("client"), Account.PatroniApi, Passwords[Account.PatroniApi]);
}

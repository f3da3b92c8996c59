using Sagaz.Core.Load;
using Sagaz.Core.Load.Scripts;
using Sagaz.Operations.Load;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Load;

/// <summary>Loads of a scratch server, reached without a pool.</summary>
internal static class Bench
{
    public static WorkloadFolder Workloads { get; } = new(RepositoryRoot.Of("sql", "workload"));

    /// <summary>A profile of one script that writes.</summary>
    public static LoadProfile Profile(string script, int connections) => new()
    {
        Name = "test",
        Description = "test",
        Seed = 1,
        Rate = 1,
        WriteConnections = connections,
        ReadConnections = 1,
        ThinkTime = TimeSpan.Zero,
        Variables = new Dictionary<string, double> { ["zero"] = 0 },
        During = [],
        Steps = [new LoadStep { Name = "step", Script = WorkloadScriptParser.Parse("test.sql", script, ["zero"]), Pool = LoadPool.Rw, Kind = StepKind.Write, Weight = 1 }],
    };

    public static LoadPlan Plan(ScratchServer server, string database, LoadProfile profile) => new()
    {
        Name = "test",
        Profile = profile,
        Writes = server.As("sagaz_app", database),
        Reads = server.As("sagaz_readonly", database),
        WriteConnections = profile.WriteConnections,
        ReadConnections = profile.ReadConnections,
        Arrivals = LoadArrivals.Constant,
        Rate = 50,
        WarmUp = TimeSpan.Zero,
        Duration = TimeSpan.FromSeconds(2),
        SkipAfter = TimeSpan.FromSeconds(30),
        MayPrepareWrites = true,
        MayPrepareReads = true,
    };

    public static async Task<LoadStage> RunAsync(LoadPlan plan, Func<Func<double>, Task>? beside = null) =>
        (await new LoadDriver(plan, new LoadTimeline()).RunAsync((now, _) => beside?.Invoke(now) ?? Task.CompletedTask, CancellationToken.None)).Stage;

    /// <summary>A profile with hardly any rows.</summary>
    public static LoadProfile Small(LoadProfile profile) => profile with
    {
        Variables = new Dictionary<string, double>(profile.Variables) { ["sagas"] = 50, ["executions"] = 200, ["events"] = 100 },
    };

    /// <summary>Runs a script that fills or clears, as the owner.</summary>
    public static Task FillAsync(ScratchServer server, string database, string script, LoadProfile profile) =>
        new LoadDataSet(server.Owner(database), new ListLog()).RunAsync(Workloads.ReadScript(script, profile), profile, CancellationToken.None);
}

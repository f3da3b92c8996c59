using System.Text.Json.Nodes;
using Sagaz.Core.Backups;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>A deployed cluster at a fake API server whose controllers make and end pods and claims, and the replacement of its data.</summary>
/// <remarks>Programs in pods only say what they would do; what answers as the restored server is any server of this machine.</remarks>
internal sealed class ReplacedCluster : IAsyncDisposable
{
    public const string RwPath = SmallManifests.PoolPath;
    public const string RoPath = "/apis/apps/v1/namespaces/sagaz/deployments/pgbouncer-ro";
    public const string Pods = "/api/v1/namespaces/sagaz/pods";
    public const string Claims = "/api/v1/namespaces/sagaz/persistentvolumeclaims";
    public const string Maps = "/api/v1/namespaces/sagaz/configmaps";
    public static readonly RestoreTarget Target = new RestoreTarget.Moment(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
    private readonly RestoringPods pods;
    private readonly PortForward forward;
    private readonly PostgresEndpoint superuser;
    private readonly Queue<string> story = [];

    private ReplacedCluster(RestoringPods pods, PostgresEndpoint answers)
    {
        this.pods = pods;
        pods.Fake.Pods.Ports["restored-member:5432"] = answers.Port;
        forward = new PortForward(pods.Harness.Api, 0, RestoredPods.Port, _ => Task.FromResult("restored-member"), pods.Harness.Log);
        superuser = answers with { Port = forward.Port };
    }

    public FakeKubernetes Fake => pods.Fake;

    public DeployerHarness Harness => pods.Harness;

    public RestoringPods Restoring => pods;

    public ReplacementStore Store => new(Harness.Api, Harness.Log);

    public RestoredPods Copies => new(Harness.Api, "sagaz", Harness.Log) { StuckFor = TimeSpan.Zero };

    /// <summary>What happened, in order, each with the members' claims that were there: <c>members 0 | 0 1 2</c>.</summary>
    public IReadOnlyList<string> Story => [.. story];

    /// <summary>Called when a script of the member's volume would run; by default it does as it is told.</summary>
    public Action<string> OnScript { get; set; } = _ => { };

    public static readonly ManifestSet Manifests = SmallManifests.Of() with
    {
        Objects =
        [
            .. SmallManifests.Of().Objects,
            .. YamlObjects.Parse("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: pgbouncer-ro, namespace: sagaz}
                spec:
                  selector: {matchLabels: {app: pgbouncer}}
                  template:
                    metadata: {labels: {app: pgbouncer}}
                    spec: {containers: [{name: pgbouncer, image: "sagaz/pgbouncer:1"}]}
                """),
        ],
    };

    public static async Task<ReplacedCluster> StartAsync(PostgresEndpoint answers)
    {
        var cluster = new ReplacedCluster(await RestoringPods.StartAsync(answers), answers);
        var giveStatus = cluster.Fake.Objects.Controller!;
        cluster.Fake.Objects.Controller = item =>
        {
            giveStatus(item);
            cluster.Control(item);
        };
        var usual = cluster.Fake.Programs.Instead;
        cluster.Fake.Programs.Instead = exec => exec.Command[2] == PodCommands.Look ? cluster.RunScript(exec) ?? usual(exec) : usual(exec);
        // From now on a controller makes its pods.
        cluster.Fake.Objects.Delete(SmallManifests.SetPath);
        await cluster.Harness.DeployAsync(Manifests);
        foreach (var map in new[] { "sagaz-config", "sagaz-leader", "sagaz-sync" })
            cluster.Fake.Objects.Put($"{Maps}/{map}", YamlObjects.Parse($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {map}, namespace: sagaz}}}}")[0].Json);
        cluster.story.Clear();
        return cluster;
    }

    /// <summary>A run of another machine, or of the same one later.</summary>
    public DataReplacement OpenRun() => new(Harness.Api, new MembersAtRest(Harness.Api, Harness.Applier, AppliedSet.Mark(Manifests, Harness.Store.SetId), 3, Harness.Log), Copies, Store, Harness.Log);

    public Task<IReadOnlyList<string>> ReplaceAsync(Func<CancellationToken, Task> awaitLeaderAsync, CancellationToken cancellationToken = default) =>
        OpenRun().RunAsync(RestoringPods.Backup, Target, superuser, others: 2, awaitLeaderAsync, cancellationToken);

    public Task Lead(CancellationToken cancellationToken)
    {
        Note("leads");
        return Task.CompletedTask;
    }

    public long? Replicas(string path) => (long?)Fake.Objects.Find(path)!["spec"]!["replicas"];

    public bool IsSuspended => (bool?)Fake.Objects.Find(SmallManifests.CronPath)!["spec"]!["suspend"] == true;

    public string? UidOf(string path) => (string?)Fake.Objects.Find(path)?["metadata"]!["uid"];

    public async ValueTask DisposeAsync()
    {
        await forward.DisposeAsync();
        await pods.DisposeAsync();
    }

    /// <summary>What the controllers of StatefulSets and Deployments do.</summary>
    private void Control(JsonObject item)
    {
        var (kind, name) = ((string?)item["kind"], (string)item["metadata"]!["name"]!);
        if (kind is "StatefulSet" or "Deployment")
        {
            var replicas = (int?)item["spec"]!["replicas"] ?? 1;
            for (var n = 0; n < 9; n++)
            {
                var pod = $"{Pods}/{name}-{n}";
                if (n >= replicas)
                    Fake.Objects.Delete(pod);
                else if (Fake.Objects.Find(pod) is null)
                {
                    Fake.Workloads.AddPod($"{name}-{n}", name, kind == "StatefulSet" ? "app=postgresql" : "app=pgbouncer", "node-a");
                    if (kind == "StatefulSet" && Fake.Objects.Find($"{Claims}/data-{name}-{n}") is null)
                        Fake.Objects.Put($"{Claims}/data-{name}-{n}", YamlObjects.Parse($"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data-{name}-{n}, namespace: sagaz}}}}")[0].Json);
                }
            }
            Note($"{(kind == "StatefulSet" ? "members" : name)} {replicas}");
        }
        else if (kind == "CronJob")
            Note($"{name} {((bool?)item["spec"]!["suspend"] == true ? "held" : "due")}");
        else if (kind == "Pod" && name.StartsWith("restored", StringComparison.Ordinal))
            Note(name);
    }

    private (int, string)? RunScript(FakeExec exec)
    {
        var script = exec.Command.Count > 8 ? exec.Command[8] : "";
        if (script != MemberVolume.MakeRoom && script != MemberVolume.TakeOver)
            return null;
        Note(script == MemberVolume.TakeOver ? "take over" : "make room");
        OnScript(script);
        return (0, $"0\n{long.MaxValue}\n");
    }

    private void Note(string what) => story.Enqueue($"{what} | {string.Join(' ', Fake.Objects.Below(Claims).Select(claim => ((string)claim["metadata"]!["name"]!)[^1]).Order())}");
}

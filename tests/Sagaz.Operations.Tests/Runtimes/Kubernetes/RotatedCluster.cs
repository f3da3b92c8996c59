using System.Text.Json.Nodes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>A fake API server with the Secrets of a first deployment and pods that mount them, and machines that look at it.</summary>
internal sealed class RotatedCluster : IAsyncDisposable
{
    private const string Space = "/api/v1/namespaces/sagaz/";
    private readonly TemporaryFolder folder = new();

    private RotatedCluster(DeployerHarness harness) => Harness = harness;

    public DeployerHarness Harness { get; }

    /// <summary>Where the pods' files really lie.</summary>
    public string Mounts => folder.Of("mounts");

    public SecretReaders Readers => new(new PodDirectory(Harness.Api), new PodExec(Harness.Api), Harness.Log) { Within = TimeSpan.FromSeconds(20) };

    public static async Task<RotatedCluster> StartAsync()
    {
        var cluster = new RotatedCluster(await DeployerHarness.StartAsync());
        cluster.Harness.Fake.Objects.Put(Space[..^1], SmallManifests.Of().Of("Namespace").Single().Json);
        await cluster.Secrets("first").EnsureAsync(Rendered.File.Resolve("dev"), new Dictionary<string, string>(), CancellationToken.None);
        cluster.Harness.Fake.Programs.Instead = _ => null;
        cluster.Harness.Fake.Programs.Line = exec => throw new InvalidOperationException($"nobody said what {exec.Text} does here");
        return cluster;
    }

    public ClusterSecrets Secrets(string machine) => new(Harness.Api, Passwords(machine), folder.Of(machine));

    public PasswordStore Passwords(string machine) => new(Path.Combine(folder.Of(machine + "-secrets"), "passwords.json"));

    public RotationPreflight Preflight(string machine) => new(Harness.Api, Secrets(machine), Readers, new ReplacementStore(Harness.Api, Harness.Log));

    public PasswordRotation Rotation(string machine) => new(Preflight(machine), Secrets(machine), Readers, new PodExec(Harness.Api), Harness.Log);

    public JsonObject Secret(string name) => Harness.Fake.Objects.Find($"{Space}secrets/{name}")!;

    public void Put(JsonObject secret) => Harness.Fake.Objects.Put($"{Space}secrets/{secret["metadata"]!["name"]}", secret);

    /// <summary>A pod that runs and mounts keys of a Secret, in a folder of this machine.</summary>
    public string AddPod(string name, string container, string labels, string secret, params string[] keys)
    {
        var place = Directory.CreateDirectory(Path.Combine(Mounts, name)).FullName;
        Harness.Fake.Workloads.AddPod(name, container, labels, "node-a");
        Harness.Fake.Objects.Change($"{Space}pods/{name}", pod =>
        {
            pod["spec"]!["volumes"] = new JsonArray(new JsonObject
            {
                ["name"] = "its",
                ["secret"] = new JsonObject { ["secretName"] = secret, ["items"] = new JsonArray([.. keys.Select(key => new JsonObject { ["key"] = key, ["path"] = key })]) },
            });
            pod["spec"]!["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = container,
                ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "its", ["mountPath"] = place }),
            });
        });
        return place;
    }

    public async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        folder.Dispose();
    }
}

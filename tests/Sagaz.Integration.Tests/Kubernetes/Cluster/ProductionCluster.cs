using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Topology;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>The overlay prod, deployed with Secrets that somebody brought: passwords, and where backups go.</summary>
public sealed class ProductionCluster : IAsyncLifetime
{
    private const string Environment = "prod";
    private const string Offset = "6550";
    private ClusterInEngine? cluster;

    /// <summary>What the first deployment printed.</summary>
    internal ProgramResult Deployment { get; private set; } = null!;

    internal ClusterInEngine Cluster => cluster!;

    public async Task InitializeAsync()
    {
        if (ClusterTools.SkipReason is not null || ComposeTools.SkipReason is not null || CleanTreeFactAttribute.Explain() is not null)
            return;
        Machine.Forget(Environment, Offset);
        cluster = await ClusterInEngine.StartAsync();
        BringSecrets();
        Deployment = await BuildAsync("DeployK8s", "--confirm", Environment, "--images-by-tag");
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
        Machine.Forget(Environment, Offset);
        Assert.Empty(cluster?.Failures ?? []);
    }

    internal Task<ProgramResult> BuildAsync(params IReadOnlyList<string> arguments) => Cluster.BuildAsync(Environment, Offset, arguments);

    private void BringSecrets()
    {
        var made = Directory.CreateTempSubdirectory("sagaz-passwords-");
        var store = new PasswordStore(Path.Combine(made.FullName, "passwords.json"));
        store.Ensure(new Dictionary<string, string>());
        var passwords = store.Read();
        made.Delete(recursive: true);
        var backups = TopologyFile.Parse(File.ReadAllText(RepositoryRoot.Of("deploy", "topology.json")), "deploy/topology.json").Resolve(Environment).Backups;
        Bring("passwords", passwords);
        Bring("backup-repository", new Dictionary<string, string>
        {
            ["repository.conf"] = PgBackRestConfiguration.RenderRepository(backups with { Repository = BackupRepositoryKind.Local }, PodVolumes.BucketFolder, passwords),
        });
    }

    private void Bring(string name, IReadOnlyDictionary<string, string> texts) => Cluster.Fake.Objects.Put($"/api/v1/namespaces/sagaz/secrets/{name}", new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "sagaz" },
        ["data"] = new JsonObject(texts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value))))),
    });
}

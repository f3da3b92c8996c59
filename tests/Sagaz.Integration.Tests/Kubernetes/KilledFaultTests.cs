using System.Text.Json.Nodes;
using Sagaz.Core.Topology;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>The whole program against a fake API server: killed (SIGKILL) while something is broken, it leaves nothing broken.</summary>
public sealed class KilledFaultTests : IAsyncLifetime
{
    private const string Offset = "6450";
    private const string Node = "/api/v1/nodes/node-a";
    private const string Records = "/api/v1/namespaces/sagaz/configmaps";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sagaz-killed-fault-");
    private FakeKubernetes fake = null!;

    private static string State => RepositoryRoot.Of(".sagaz", "kubernetes-dev+" + Offset);

    public async Task InitializeAsync()
    {
        fake = await FakeKubernetes.StartAsync();
        fake.Objects.Put("/api/v1/namespaces/sagaz", JsonNode.Parse("""{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "sagaz"}}""")!.AsObject());
        fake.Workloads.AddNode("node-a");
        fake.Workloads.AddPod("postgresql-0", "postgresql", "app=postgresql,sagaz.io/role=primary", "node-a");
        // What a deployment would have left, and each machine fetches.
        using var api = new KubeApi(fake.Connection, new Silence());
        var topology = TopologyFile.Parse(await File.ReadAllTextAsync(RepositoryRoot.Of("deploy", "topology.json")), "deploy/topology.json").Resolve("dev");
        await new ClusterSecrets(api, new PasswordStore(Path.Combine(folder.FullName, "passwords.json")), Path.Combine(folder.FullName, "certificates"))
            .EnsureAsync(topology, new Dictionary<string, string>(), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await fake.DisposeAsync();
        folder.Delete(recursive: true);
        // The guard's own run may still be writing its log.
        await Eventually.HoldsAsync("the state of this machine is gone", Deadlines.Program, () => Task.FromResult(TryRemoveState()));
    }

    private static string? TryRemoveState()
    {
        try
        {
            if (Directory.Exists(State))
                Directory.Delete(State, recursive: true);
            return null;
        }
        catch (IOException busy)
        {
            return busy.Message;
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task A_run_that_is_killed_leaves_no_node_cordoned_and_no_record()
    {
        using (var run = ProgramRun.Start(Programs.BuildCommand(
            ["InjectFault", "--fault", "drain-node", "--member", "postgresql-0", "--hold", "600", "--env", "dev", "--runtime", "kubernetes",
             "--kube-context", "fake", "--kubeconfig", fake.Connection.File, "--port-offset", Offset, "--no-logo"])))
        {
            await run.PrintsAsync("is broken");
            Assert.True((bool?)fake.Objects.Find(Node)!["spec"]!["unschedulable"]);
            Assert.Single(fake.Objects.Below(Records));
            run.Kill();
            await run.EndAsync(Deadlines.Program);
        }

        await Eventually.HoldsAsync("the guard has healed it", Deadlines.Healed, () =>
            Task.FromResult(fake.Objects.Find(Node)!["spec"]!["unschedulable"] is null && fake.Objects.Below(Records).Count == 0 ? null : "the node is cordoned, or a record is left"));
        Assert.Equal(["postgresql-0 201"], fake.Evictions.Asked);
    }
}

using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>A fake API server that knows the members, and whose further pods are containers of a Docker Engine.</summary>
internal sealed class EngineKubelet : IAsyncDisposable
{
    private readonly FakeKubernetes fake;

    private EngineKubelet(FakeKubernetes fake)
    {
        this.fake = fake;
        Api = new KubeApi(fake.Connection, new Silence());
    }

    public KubeApi Api { get; }

    /// <summary>Names of the pods that are there.</summary>
    public IReadOnlyList<string> Pods => [.. fake.Objects.Below("/api/v1/namespaces/sagaz/pods").Select(pod => (string)pod["metadata"]!["name"]!)];

    public static async Task<EngineKubelet> StartAsync(PodsInEngine pods)
    {
        var fake = await FakeKubernetes.StartAsync();
        fake.Objects.Put("/apis/apps/v1/namespaces/sagaz/statefulsets/postgresql", pods.Members);
        fake.Programs.Instead = _ => null;
        fake.Programs.Line = exec => ["docker", "exec", "--interactive", pods.NameOf(exec.Pod), .. exec.Command];
        var giveStatus = fake.Objects.Controller!;
        fake.Objects.Controller = item =>
        {
            var isNew = (string?)item["kind"] == "Pod" && item["status"] is null;
            giveStatus(item);
            if (isNew)
                RunAsync(fake, pods, item).GetAwaiter().GetResult();
        };
        return new EngineKubelet(fake);
    }

    private static async Task RunAsync(FakeKubernetes fake, PodsInEngine pods, JsonObject pod)
    {
        var name = new ManifestObject(pod).Name;
        await pods.StartBesideAsync(pod);
        fake.Pods.Ports[name + ":5432"] = await pods.PublishedAsync(name, PodsInEngine.PassedOn);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await fake.DisposeAsync();
    }
}

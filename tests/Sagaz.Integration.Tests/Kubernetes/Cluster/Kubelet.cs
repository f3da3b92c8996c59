using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>The one node: runs every pod of the API server as a container of the engine.</summary>
internal sealed class Kubelet(EngineHost host, ObjectStore objects, PodVolumes volumes) : IAsyncDisposable
{
    /// <summary>Name of the node.</summary>
    public const string Node = "node-1";

    private const string Pods = "/api/v1/namespaces/sagaz/pods";
    private readonly ConcurrentDictionary<string, Task> runs = new();
    private readonly CancellationTokenSource ending = new();
    private Task loop = Task.CompletedTask;

    /// <summary>Containers that run, by pod.</summary>
    public ConcurrentDictionary<string, RunningContainer> Running { get; } = new();

    /// <summary>What went wrong with the kubelet itself.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    public void Start() => loop = LoopAsync();

    /// <summary>Leaves containers where they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await loop;
        await Task.WhenAll(runs.Values);
        ending.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            var next = objects.NextChange;
            foreach (var pod in objects.Below(Pods))
                _ = runs.GetOrAdd((string)pod["metadata"]!["uid"]!, _ => WatchedAsync(pod));
            await next.WaitAsync(ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task WatchedAsync(JsonObject pod)
    {
        try
        {
            var path = $"{Pods}/{pod["metadata"]!["name"]}";
            objects.Change(path, live => live["spec"]!["nodeName"] = Node);
            await ((string?)pod["metadata"]!["name"] == ImageCheckPod.Name ? PullAsync(path, pod) : new PodRun(host, objects, volumes, pod, Running).RunAsync(ending.Token));
        }
        catch (Exception error) when (!ending.IsCancellationRequested)
        {
            Failures.Enqueue($"{pod["metadata"]!["name"]}: {error}");
        }
        catch (Exception cut) when (cut is OperationCanceledException or Xunit.Sdk.XunitException or InvalidOperationException)
        {
            // The cluster is being removed.
            Failures.Enqueue($"{pod["metadata"]!["name"]} was cut off: {cut.Message}");
        }
    }

    /// <summary>What asks for images is told which of them are there.</summary>
    private async Task PullAsync(string path, JsonObject pod)
    {
        var containers = ManifestObject.ListAt(pod, "spec", "containers");
        foreach (var container in containers)
        {
            if ((await EngineHost.DockerAsync("image", "inspect", "--format", "{{.Id}}", (string)container["image"]!)).ExitCode == 0)
                continue;
            objects.Change(path, live => PodStatus.Waits(live, (string)container["name"]!, "ErrImagePull", $"{container["image"]} not found", 0));
            return;
        }
        objects.Change(path, live => PodStatus.Ended(live, containers.Select(container => (string)container["name"]!), 0));
        while (objects.Find(path) is { } live && live["metadata"]!["deletionTimestamp"] is null)
            await objects.NextChange.WaitAsync(ending.Token);
        objects.Remove(path);
    }
}

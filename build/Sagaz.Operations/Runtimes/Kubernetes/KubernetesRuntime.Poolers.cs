using Sagaz.Core.Kubernetes;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime
{
    // deploy/k8s: a writers' pooler alone must bear all while the other is gone; readers' poolers divide the pool's servers.
    private const int ReadersPoolers = 2;
    private readonly Dictionary<(string Pod, int Port), PortForward> toPods = [];
    private readonly SemaphoreSlim finding = new(1);

    /// <summary>Every pod of a pool that runs, each at a port of its own.</summary>
    /// <param name="pool">The pool's address, as whoever asks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<IReadOnlyList<Pooler>> FindPoolersAsync(PostgresEndpoint pool, CancellationToken cancellationToken)
    {
        var isForReaders = pool.Name == topology.ReadOnlyPool.Name;
        var running = await FindRunningAsync(SelectorOf(pool.Name), cancellationToken);
        await finding.WaitAsync(cancellationToken);
        try
        {
            return [.. running.Select(pod => new Pooler(pool with { Name = pod, Port = PortTo(pod, isForReaders ? 6433 : 6432) })
            {
                Guard = new PodPauseGuard(Programs, pod),
                Sharers = isForReaders ? ReadersPoolers : 1,
            })];
        }
        finally
        {
            finding.Release();
        }
    }

    /// <summary>Labels of a pool's pods.</summary>
    internal string SelectorOf(string pool) => $"app=pgbouncer,pool-type={(pool == topology.ReadOnlyPool.Name ? "read" : "write")}";

    private async Task<IReadOnlyList<string>> FindRunningAsync(string selector, CancellationToken cancellationToken) =>
        [.. (await pods.ListAsync(selector, cancellationToken)).Where(IsRunning).Select(PodDirectory.NameOf).Order(StringComparer.Ordinal)];

    // One that is about to end still serves its clients, and one that is not ready may be paused.
    private static bool IsRunning(System.Text.Json.Nodes.JsonObject pod) =>
        (string?)pod["status"]?["phase"] == "Running" && ManifestObject.ListAt(pod, "status", "containerStatuses").All(container => container["state"]?["waiting"] is null);

    private int PortTo(string pod, int port)
    {
        if (!toPods.TryGetValue((pod, port), out var forward))
        {
            forward = new PortForward(Api, 0, port, _ => Task.FromResult(pod), log);
            toPods[(pod, port)] = forward;
        }
        return forward.Port;
    }
}

using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime
{
    /// <inheritdoc />
    public Task<IReadOnlyList<string>> PrepareAsync(PreparationOptions options, CancellationToken cancellationToken) => throw Elsewhere("Init", "DeployK8s");

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> StartAsync(CancellationToken cancellationToken) => throw Elsewhere("Up", "DeployK8s");

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> StopAsync(CancellationToken cancellationToken) => throw Elsewhere("Down", "DestroyK8s");

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> PurgeAsync(CancellationToken cancellationToken) => throw Elsewhere("Down --purge", "DestroyK8s --purge");

    /// <inheritdoc />
    public Task StopMembersAsync(IReadOnlyList<string> members, CancellationToken cancellationToken) => throw Elsewhere("Scale", "ScaleK8s");

    /// <inheritdoc />
    public Task ForgetMembersAsync(IReadOnlyList<string> members, bool withData, CancellationToken cancellationToken) => throw Elsewhere("Scale", "ScaleK8s");

    /// <inheritdoc />
    /// <remarks>There is no proxy: Services follow Patroni's labels by themselves.</remarks>
    public Task<ProxyLine> OpenProxyAsync(CancellationToken cancellationToken) => throw new OperationFailedException("In Kubernetes there is no proxy to be told anything.");

    /// <inheritdoc />
    public Task StopServiceAsync(string service, CancellationToken cancellationToken) => throw Elsewhere($"Stopping {service}", "StatusK8s");

    /// <inheritdoc />
    public Task StartServiceAsync(string service, CancellationToken cancellationToken) => throw Elsewhere($"Starting {service}", "DeployK8s");

    /// <inheritdoc />
    public Task FetchProgramsAsync(CancellationToken cancellationToken) => throw Elsewhere("UpgradeMinor", "BuildImages, PushImages, DeployK8s");

    /// <inheritdoc />
    public Task<ServerPrograms> ReadProgramsAsync(CancellationToken cancellationToken) => throw Elsewhere("UpgradeMinor", "BuildImages, PushImages, DeployK8s");

    /// <inheritdoc />
    /// <remarks>In good order: never with a grace of 0, which would start a second server on the same data.</remarks>
    public async Task RenewMemberAsync(string member, CancellationToken cancellationToken)
    {
        var path = ApiPath.Core("Pod", member, Connection.Namespace);
        var before = (string?)(await Api.FindAsync(path, cancellationToken))?["metadata"]?["uid"];
        await Api.DeleteAsync(path, cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"a new pod {member}",
            Deadlines.MemberReturns * 3,
            log,
            async token => await Api.FindAsync(path, token) is { } pod && (string?)pod["metadata"]?["uid"] != before && WorkloadProgress.HasCondition(pod, "Ready")
                ? true
                : new NotYet("it is not ready"),
            cancellationToken,
            "./build.sh StatusK8s",
            Deadlines.ApiServerInterval);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ServiceState>> ReadServicesAsync(CancellationToken cancellationToken)
    {
        var members = (await pods.ListAsync("app=postgresql", cancellationToken)).ToDictionary(PodDirectory.NameOf);
        var poolers = await pods.ListAsync("app=pgbouncer", cancellationToken);
        return
        [
            .. topology.MemberNames.Select(name => members.TryGetValue(name, out var pod)
                ? new ServiceState(name, PodDirectory.IsReady(pod) ? 1 : null, PodDirectory.IsReady(pod) ? null : PodTrouble.Of(pod)?.Reason ?? (string?)pod["status"]?["phase"])
                : new ServiceState(name, null, "no pod")),
            Pool(topology.ReadWritePool.Name, "write"),
            Pool(topology.ReadOnlyPool.Name, "read"),
            // What stands in their place here.
            new("haproxy", 1, "Services"),
            new("etcd", 1, "Kubernetes API"),
        ];

        ServiceState Pool(string name, string type)
        {
            var all = poolers.Where(pod => new ManifestObject(pod).Labels.GetValueOrDefault("pool-type") == type).ToList();
            var ready = all.Count(PodDirectory.IsReady);
            return new ServiceState(name, ready > 0 ? 1 : null, $"{ready} of {all.Count} ready");
        }
    }

    /// <inheritdoc />
    public async Task ReadLogsAsync(string? member, bool follow, Action<string> print, CancellationToken cancellationToken)
    {
        var all = (await pods.ListAsync("app in (postgresql,pgbouncer,backup-repository)", cancellationToken)).OrderBy(PodDirectory.NameOf, StringComparer.Ordinal).ToList();
        var chosen = all.Where(pod => member is null || PodDirectory.NameOf(pod).StartsWith(member, StringComparison.Ordinal)).ToList();
        if (chosen.Count == 0)
        {
            var names = all.Select(PodDirectory.NameOf).ToList();
            throw new PreconditionException($"There is no pod '{member}'.", ["pods: " + string.Join(", ", names)], NearestName.Find(member ?? "", names) is { } near ? $"--member {near}" : "./build.sh StatusK8s");
        }
        if (follow)
        {
            await Task.WhenAll(chosen.Select(pod => Api.FollowLogAsync(PodDirectory.NameOf(pod), MainContainer(pod), line => print($"{PodDirectory.NameOf(pod)}: {line}"), cancellationToken)));
            return;
        }
        foreach (var pod in chosen)
        {
            foreach (var line in await ReadLogAsync(pod, cancellationToken))
                print($"{PodDirectory.NameOf(pod)}: {line}");
        }
    }

    /// <summary>A container that has not begun has no log, and is no reason to show none of the others'.</summary>
    private async Task<IReadOnlyList<string>> ReadLogAsync(System.Text.Json.Nodes.JsonObject pod, CancellationToken cancellationToken)
    {
        try
        {
            var text = await Api.ReadTextAsync($"{ApiPath.Core("Pod", PodDirectory.NameOf(pod), Connection.Namespace)}/log?container={MainContainer(pod)}&tailLines=200&timestamps=true", cancellationToken);
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (ApiRefusedException refused) when (refused.Status is System.Net.HttpStatusCode.BadRequest or System.Net.HttpStatusCode.NotFound)
        {
            return ["no log: " + refused.Sentence];
        }
    }

    private static string MainContainer(System.Text.Json.Nodes.JsonObject pod)
    {
        var names = ManifestObject.ListAt(pod, "spec", "containers").Select(container => (string)container["name"]!).ToList();
        return ManifestObject.TextsAt(pod, "metadata", "annotations").TryGetValue("kubectl.kubernetes.io/default-container", out var named) ? named : names[0];
    }

    private static PreconditionException Elsewhere(string what, string targets) =>
        new($"{what} is not how a cluster in Kubernetes is run.", remedy: $"./build.sh {targets} --kube-context NAME");
}

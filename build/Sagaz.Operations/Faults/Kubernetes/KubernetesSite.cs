using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults.Kubernetes;

/// <summary>The pods of a cluster, as the faults see them: asked and told through the API server alone.</summary>
internal sealed class KubernetesSite(KubernetesRuntime runtime, IProgressLog log) : IMemberShell
{
    /// <summary>Container of PostgreSQL in a member's pod.</summary>
    public const string Container = "postgresql";

    /// <summary>Our label on everything that is broken, and on the records of it; its value is the verb.</summary>
    public const string Label = ClusterFaultJournal.Label;

    private readonly PodDirectory pods = new(runtime.Api);

    public KubeApi Api => runtime.Api;

    public string Space => runtime.Connection.Namespace;

    /// <inheritdoc />
    public IProgressLog Log => log;

    /// <summary>Address of a pod.</summary>
    public string PathOf(string pod) => ApiPath.Core("Pod", pod, Space);

    /// <summary>A member's pod; null while it has none.</summary>
    public Task<JsonObject?> FindAsync(string member, CancellationToken cancellationToken) => Api.FindAsync(PathOf(member), cancellationToken);

    /// <summary>A member's pod.</summary>
    /// <exception cref="OperationFailedException">It has none.</exception>
    public async Task<JsonObject> RequireAsync(string member, CancellationToken cancellationToken) =>
        await FindAsync(member, cancellationToken) ?? throw new OperationFailedException($"There is no pod '{member}' to break.", remedy: "./build.sh StatusK8s");

    /// <summary>All pods of the namespace.</summary>
    public Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken cancellationToken) => Api.ListAsync(ApiPath.Of("v1", "Pod", Space), cancellationToken);

    /// <summary>Those of the rights that the context has not.</summary>
    public Task<IReadOnlyList<string>> FindMissingAsync(IReadOnlyList<NeededRight> rights, CancellationToken cancellationToken) =>
        new AccessReview(Api).FindMissingAsync(rights, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> IsRunningAsync(string member, CancellationToken cancellationToken) =>
        await FindAsync(member, cancellationToken) is { } pod && StateOf(pod, Container)?["state"]?["running"] is not null;

    /// <inheritdoc />
    public async Task<string> RunInsideAsync(string member, string script, CancellationToken cancellationToken, params string[] arguments) =>
        (await runtime.Programs.RunAsync(member, Container, ["/bin/sh", "-c", script, "sh", .. arguments], Deadlines.PodAnswers, cancellationToken)).Require();

    /// <summary>Deletes a pod and gives it the time that it asks for: never by force, which would start a second server on the same data.</summary>
    public async Task DeleteAsync(string member, CancellationToken cancellationToken)
    {
        await RequireAsync(member, cancellationToken);
        await Api.DeleteAsync(PathOf(member), cancellationToken);
    }

    /// <summary>Ends a pooler's process at once, with its clients' connections (SIGQUIT; nobody inside can send SIGKILL to the first process).</summary>
    public async Task KillPoolerAsync(string pool, CancellationToken cancellationToken)
    {
        var pod = await pods.ReadyAsync(runtime.SelectorOf(pool), cancellationToken);
        log.Information($"{pod} is the pooler of {pool} that ends");
        await EndAsync(
            pod, PodPauseGuard.Container,
            token => runtime.Programs.RunAsync(pod, PodPauseGuard.Container, ["/bin/sh", "-c", "kill -QUIT 1"], Deadlines.PodAnswers, token), cancellationToken);
    }

    /// <summary>Does what ends a container, and returns when it has ended: the program that does it ends too, and may not be able to say so.</summary>
    /// <exception cref="DeadlinePassedException">The container goes on.</exception>
    public async Task EndAsync(string pod, string container, Func<CancellationToken, Task> end, CancellationToken cancellationToken)
    {
        var before = IdentityOf(await RequireAsync(pod, cancellationToken), container);
        try
        {
            await end(cancellationToken);
        }
        catch (OperationFailedException silent) when (silent is not ApiRefusedException)
        {
            log.Detail(silent.Sentence);
        }
        await WaitFor.UntilAsync<bool>(
            $"the container {container} of {pod} to end",
            Deadlines.PodAnswers,
            log,
            async token => await FindAsync(pod, token) is not { } now || IdentityOf(now, container) != before ? true : new NotYet("it runs"),
            cancellationToken,
            "./build.sh StatusK8s",
            Deadlines.AskInterval);
    }

    /// <summary>Which start of a container it is; empty while none runs.</summary>
    private static string IdentityOf(JsonObject pod, string container) =>
        StateOf(pod, container) is { } state && state["state"]?["running"] is not null ? (string?)state["containerID"] ?? "" : "";

    private static JsonObject? StateOf(JsonObject pod, string container) =>
        ManifestObject.ListAt(pod, "status", "containerStatuses").FirstOrDefault(state => (string?)state["name"] == container);
}

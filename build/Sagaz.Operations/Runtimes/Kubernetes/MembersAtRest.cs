using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Brings the members and all that leads to them to a standstill, and back into service.</summary>
/// <param name="api">The API server.</param>
/// <param name="applier">Applies objects.</param>
/// <param name="deployed">What was deployed last and proved good.</param>
/// <param name="members">How many there are, 1 to 9.</param>
/// <param name="log">Told what happens.</param>
internal sealed class MembersAtRest(KubeApi api, ObjectApplier applier, ManifestSet deployed, int members, IProgressLog log)
{
    private readonly PodDirectory pods = new(api);

    /// <summary>Clients are kept out and nothing comes due; then the members end in good order.</summary>
    /// <remarks>The first one ends last: while it streams, the others end only when it has all that they wrote.</remarks>
    /// <exception cref="DeadlinePassedException">A pod does not end; it is never ended by force.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        log.Information("clients are kept out: poolers end, CronJobs are suspended");
        await applier.ApplyAsync(Standstill.Closed(deployed), force: true, cancellationToken);
        await AwaitGoneAsync("the poolers", "app=pgbouncer", [], cancellationToken);
        log.Information("the members end, the first one last");
        if (members > 1 && (await ListAsync("app=postgresql", [KubernetesRuntime.MemberPrefix + "-0"], cancellationToken)).Count > 0)
        {
            await ScaleAsync(1, cancellationToken);
            await AwaitGoneAsync("the other members", "app=postgresql", [KubernetesRuntime.MemberPrefix + "-0"], cancellationToken);
        }
        await ScaleAsync(0, cancellationToken);
        await RequireAsync(cancellationToken);
    }

    /// <summary>Waits until no member's pod is there.</summary>
    public Task RequireAsync(CancellationToken cancellationToken) => AwaitGoneAsync("the members", "app=postgresql", [], cancellationToken);

    /// <summary>Has the first member alone, and waits until its pod is of use; a disk may take its time to follow it.</summary>
    /// <exception cref="SagazException">It is not in time, or cannot be: its node, image or disk is missing.</exception>
    public async Task StartFirstAsync(CancellationToken cancellationToken)
    {
        await ScaleAsync(1, cancellationToken);
        await new WorkloadWait(api, log, Deadlines.WorkloadReady, Deadlines.PodStuck).UntilReadyAsync([Standstill.Members(deployed, 1).Reference], cancellationToken);
    }

    /// <summary>Has all members; nobody waits for them.</summary>
    public Task StartAllAsync(CancellationToken cancellationToken) => ScaleAsync(members, cancellationToken);

    /// <summary>Poolers come back, and what is due is done again.</summary>
    public Task AdmitAsync(CancellationToken cancellationToken) => applier.ApplyAsync(Standstill.Entrances(deployed), force: true, cancellationToken);

    private Task ScaleAsync(int pods, CancellationToken cancellationToken) => applier.ApplyAsync([Standstill.Members(deployed, pods)], force: true, cancellationToken);

    private Task AwaitGoneAsync(string subject, string selector, IReadOnlyList<string> staying, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        subject + " to end",
        Deadlines.PodsEnded,
        log,
        async token => await ListAsync(selector, staying, token) is { Count: > 0 } left ? new NotYet($"{string.Join(", ", left)} still there") : true,
        cancellationToken,
        "./build.sh StatusK8s; a pod on a node that is gone: docs/kubernetes.md, \"Sizes and storage\"",
        Deadlines.ApiServerInterval);

    /// <summary>An evicted pooler's pod stays for the record, and nothing runs in it.</summary>
    private static bool RunsOn(JsonObject pod) => (string?)pod["status"]?["phase"] is not ("Failed" or "Succeeded");

    private async Task<IReadOnlyList<string>> ListAsync(string selector, IReadOnlyList<string> staying, CancellationToken cancellationToken) =>
        [.. (await pods.ListAsync(selector, cancellationToken)).Where(RunsOn).Select(PodDirectory.NameOf).Except(staying).Order(StringComparer.Ordinal)];
}

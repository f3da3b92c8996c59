using System.Diagnostics;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>A pod of its own, with a volume of its own or a member's, reached through the API server alone.</summary>
/// <param name="api">The API server.</param>
/// <param name="copy">The copy's name.</param>
/// <param name="log">Told what is waited for.</param>
internal sealed class RestoredPodPlace(KubeApi api, string copy, IProgressLog log) : RestoredPlace
{
    /// <summary>How long the pod may be in one and the same trouble.</summary>
    public TimeSpan StuckFor { get; init; } = Deadlines.PodStuck;

    /// <summary>The member's volume that it works in; null for one of its own.</summary>
    public MemberVolume? Within { get; init; }

    /// <inheritdoc />
    /// <remarks>With the pod go its processes and a volume of its own, also where nothing can be run in it any more.</remarks>
    public override bool ClosesWithAll => Within is null;

    private string Space => api.Connection.Namespace;

    private string Pod => RestoredPod.NameOf(copy);

    /// <inheritdoc />
    /// <remarks>The line itself: <see cref="PodCommands"/> brings it into the pod.</remarks>
    public override Command Run(IReadOnlyList<string> line, IReadOnlyDictionary<string, string>? environment = null) =>
        new(line[0], [.. line.Skip(1)]) { Environment = environment ?? new Dictionary<string, string>() };

    /// <inheritdoc />
    /// <exception cref="PreconditionException">There are no members, or a member's volume has no room.</exception>
    /// <exception cref="OperationFailedException">No node takes the pod, or its image or volume cannot be had.</exception>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        var members = await api.FindAsync($"{ApiPath.Of("apps/v1", "StatefulSet", Space)}/{KubernetesRuntime.MemberPrefix}", cancellationToken)
            ?? throw new PreconditionException("There is no StatefulSet whose pods could be copied.", remedy: "./build.sh DeployK8s");
        // A killed run's, on whichever machine that was.
        await CloseAsync(cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"an earlier pod {Pod} to be gone",
            Deadlines.PodGone,
            log,
            async token => await ListAsync(token) is { Count: > 0 } left ? new NotYet($"{left.Count} still there") : true,
            cancellationToken,
            $"kubectl delete pod {Pod} --namespace {Space}",
            Deadlines.ApiServerInterval);
        await api.CreateAsync(ApiPath.Of("v1", "Pod", Space), await PodAsync(members, cancellationToken), cancellationToken);
        var trouble = new Dictionary<string, long>();
        await WaitFor.UntilAsync<bool>(
            $"the pod {Pod}",
            Deadlines.PodRuns,
            log,
            async token => Judge(await api.FindAsync(ApiPath.Core("Pod", Pod, Space), token), trouble),
            cancellationToken,
            $"kubectl describe pod {Pod} --namespace {Space}",
            Deadlines.ApiServerInterval);
        if (Within is not null)
            await Within.MakeRoomAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var pod in await ListAsync(cancellationToken))
            await api.DeleteAsync(ApiPath.Core("Pod", PodDirectory.NameOf(pod), Space), cancellationToken);
    }

    private async Task<JsonObject> PodAsync(JsonObject members, CancellationToken cancellationToken)
    {
        if (Within is not null)
        {
            await Within.EnsureAsync(members, cancellationToken);
            return RestoredPod.In(members, MemberVolume.Claim, copy, Space);
        }
        return RestoredPod.Of(members, await api.FindAsync(ApiPath.Core("PersistentVolumeClaim", MemberVolume.Claim, Space), cancellationToken), copy, Space);
    }

    private Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken cancellationToken) =>
        new PodDirectory(api).ListAsync($"{RestoredPod.Selector},{RestoredPod.CopyLabel}={copy}", cancellationToken);

    /// <param name="pod">As the API server shows it.</param>
    /// <param name="since">When each trouble was first seen.</param>
    private Observation<bool> Judge(JsonObject? pod, Dictionary<string, long> since)
    {
        if (pod is null)
            throw new OperationFailedException($"Somebody removed the pod {Pod} before it ran.", remedy: "the same command again");
        if ((string?)pod["status"]?["phase"] is "Failed" or "Succeeded")
            throw new OperationFailedException($"The pod {Pod} ended before anything ran in it: {pod["status"]?["reason"]} {pod["status"]?["message"]}".TrimEnd(), remedy: "./build.sh StatusK8s");
        if (ManifestObject.ListAt(pod, "status", "containerStatuses").Any(container => container["state"]?["running"] is not null))
            return true;
        if (PodTrouble.Of(pod) is not { } trouble)
            return new NotYet((string?)pod["status"]?["phase"] ?? "it is not looked at yet");
        since.TryAdd(trouble.Reason, Stopwatch.GetTimestamp());
        return Stopwatch.GetElapsedTime(since[trouble.Reason]) < StuckFor
            ? new NotYet($"{trouble}")
            : throw new OperationFailedException($"Pod {trouble.Pod} cannot start ({trouble.Reason}): {trouble.Message}", remedy: trouble.Remedy);
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Waits until workloads are of use, by watching them and their pods.</summary>
internal sealed class WorkloadWait(KubeApi api, IProgressLog log, TimeSpan deadline, TimeSpan stuckFor)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);
    private readonly Dictionary<(string Pod, string Reason), TimeSpan> troubles = [];
    private readonly RepeatedWarnings warnings = new(log, stuckFor);

    /// <summary>Returns when every one of them is ready.</summary>
    /// <param name="workloads">StatefulSets, Deployments and Jobs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DeadlinePassedException">One is not ready in time.</exception>
    /// <exception cref="OperationFailedException">One cannot become ready: its image, node or Secret is missing, or its Job failed.</exception>
    public async Task UntilReadyAsync(IReadOnlyList<ObjectReference> workloads, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var nextReport = ReportEvery;
        while (true)
        {
            // The version comes first: what changes while the workloads are read ends the watch at once.
            var (pods, version) = await api.ListToWatchAsync(ApiPath.Of("v1", "Pod", api.Connection.Namespace), cancellationToken);
            var open = await ReadOpenAsync(workloads, cancellationToken);
            if (open.Count == 0)
                return;
            var texts = open.Select(workload => workload.Progress.Text).ToList();
            RequireHope(pods, texts, clock.Elapsed);
            var events = await api.ListAsync(ApiPath.Of("v1", "Event", api.Connection.Namespace), cancellationToken);
            warnings.RequireNone(events, pods, [.. open.Select(workload => workload.Live).OfType<JsonObject>()], clock.Elapsed);
            if (clock.Elapsed >= deadline)
            {
                throw new DeadlinePassedException(
                    $"Waited {deadline.TotalSeconds:0} s for {texts[0]} in vain.", texts.Skip(1), "./build.sh StatusK8s, then ./build.sh Logs --runtime kubernetes");
            }
            if (clock.Elapsed >= nextReport)
            {
                log.Information($"waiting: {clock.Elapsed.TotalSeconds:0} s of {deadline.TotalSeconds:0} s; {string.Join(", ", texts)}");
                nextReport = clock.Elapsed + ReportEvery;
            }
            await AwaitChangeAsync(version, deadline - clock.Elapsed, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<(JsonObject? Live, WorkloadProgress Progress)>> ReadOpenAsync(IReadOnlyList<ObjectReference> workloads, CancellationToken cancellationToken)
    {
        var open = new List<(JsonObject?, WorkloadProgress)>();
        foreach (var workload in workloads)
        {
            var live = await api.FindAsync(ApiPath.Of(workload), cancellationToken);
            if (live is not null && workload.Kind == "Job" && WorkloadProgress.HasCondition(live, "Failed"))
                throw new OperationFailedException($"The {workload} failed.", remedy: $"kubectl logs {workload.Kind.ToLowerInvariant()}/{workload.Name} --namespace {workload.Namespace}");
            var progress = live is null ? new WorkloadProgress(false, $"{workload} is not there") : WorkloadProgress.Of(live);
            if (!progress.IsReady)
                open.Add((live, progress));
        }
        return open;
    }

    /// <summary>A pod's status changes a moment before its workload's: what is watched is bounded, so that none is missed for long.</summary>
    private async Task AwaitChangeAsync(string version, TimeSpan left, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(left < Deadlines.LockInterval ? Deadlines.PollInterval : Deadlines.LockInterval * 2);
        try
        {
            await api.AwaitChangeAsync(ApiPath.Of("v1", "Pod", api.Connection.Namespace), version, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.Detail("no pod changed: looking anew");
        }
    }

    /// <exception cref="OperationFailedException">A pod has been in the same trouble for long.</exception>
    private void RequireHope(IReadOnlyList<JsonObject> pods, IReadOnlyList<string> open, TimeSpan now)
    {
        var found = pods.Select(PodTrouble.Of).OfType<PodTrouble>().ToList();
        foreach (var gone in troubles.Keys.Where(known => !found.Any(trouble => (trouble.Pod, trouble.Reason) == known)).ToList())
            troubles.Remove(gone);
        foreach (var trouble in found)
        {
            if (troubles.TryAdd((trouble.Pod, trouble.Reason), now))
                log.Warning($"{trouble}");
            else if (now - troubles[(trouble.Pod, trouble.Reason)] >= stuckFor)
            {
                throw new OperationFailedException(trouble.Sentence, open, trouble.Remedy);
            }
        }
    }
}

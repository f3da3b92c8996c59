using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>One pod, from its first container to its end.</summary>
internal sealed class PodRun(EngineHost host, ObjectStore objects, PodVolumes volumes, JsonObject pod, ConcurrentDictionary<string, RunningContainer> all)
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    // A real kubelet looks about once a minute.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);
    private readonly string name = (string)pod["metadata"]!["name"]!;
    private readonly JsonObject container = MainOf(pod);
    private readonly string path = $"/api/v1/namespaces/sagaz/pods/{pod["metadata"]!["name"]}";

    private string Container => (string)container["name"]!;

    private bool IsRestarted => (string?)pod["spec"]!["restartPolicy"] is null or "Always";

    /// <summary>Runs it until its object is gone.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var deletion = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var deleted = AwaitDeletionAsync(deletion.Token);
        var restarts = 0;
        var isFirst = true;
        while (!deleted.IsCompleted)
        {
            if (await StartAsync(isFirst) is { } refusal)
            {
                objects.Change(path, live => PodStatus.Waits(live, Container, "CreateContainerConfigError", refusal, restarts));
                await Task.WhenAny(deleted, Task.Delay(FirstBackOff, cancellationToken));
                continue;
            }
            isFirst = false;
            var code = await LiveAsync(restarts, deleted, cancellationToken);
            if (deleted.IsCompleted)
                break;
            if (!IsRestarted)
            {
                objects.Change(path, live => PodStatus.Ended(live, [Container], code));
                await deleted;
                break;
            }
            objects.Change(path, live => PodStatus.Waits(live, Container, restarts == 0 ? "Completed" : "CrashLoopBackOff", string.Create(CultureInfo.InvariantCulture, $"it ended with {code}"), restarts));
            // The first time at once, then after 10, 20, 40 s.
            if (restarts > 0)
                await Task.WhenAny(deleted, Task.Delay(TimeSpan.FromSeconds(Math.Min(LongestBackOff.TotalSeconds, FirstBackOff.TotalSeconds * Math.Pow(2, restarts - 1))), cancellationToken));
            restarts++;
        }
        await deletion.CancelAsync();
        // What is cut off with the whole cluster is removed with it.
        if (!cancellationToken.IsCancellationRequested)
            await EndAsync();
    }

    private static JsonObject MainOf(JsonObject pod)
    {
        var main = ManifestObject.TextsAt(pod, "metadata", "annotations").GetValueOrDefault("kubectl.kubernetes.io/default-container");
        var all = ManifestObject.ListAt(pod, "spec", "containers");
        return all.FirstOrDefault(its => (string?)its["name"] == main) ?? all[0];
    }

    /// <returns>Why it cannot be started; null where it was.</returns>
    private async Task<string?> StartAsync(bool isFirst)
    {
        if (!isFirst)
            return (await EngineHost.DockerAsync("start", host.NameOf(name))) is { ExitCode: > 0 } failed ? failed.Output : null;
        try
        {
            var sources = await volumes.PrepareAsync(pod);
            var account = volumes.LayToken(pod);
            var secrets = ManifestObject.ListAt(container, "env").Select(variable => variable["valueFrom"]?["secretKeyRef"]).OfType<JsonNode>().ToDictionary(key => (string)key["key"]!, key => volumes.Secret((string)key["name"]!, (string)key["key"]!));
            // What has a pod of its own is shown as a template that something made it of.
            var owner = new ManifestObject(new JsonObject { ["kind"] = "Job", ["spec"] = new JsonObject { ["template"] = pod.DeepClone() } });
            var described = new PodInEngine(owner, Container, name)
            {
                SourceOf = volume => sources[volume],
                Passwords = secrets,
                Network =
                [
                    "--network", host.Network, "--network-alias", $"{name}.postgresql-headless",
                    .. account is null ? Array.Empty<string>() : ["--volume", $"{account}:{PodVolumes.AccountFolder}:ro", "--env", "KUBERNETES_SERVICE_HOST=" + ClusterServices.ApiName, "--env", "KUBERNETES_SERVICE_PORT=443"],
                    .. volumes.BucketOf(pod) is { } bucket ? new[] { "--volume", bucket } : [],
                ],
            };
            var started = await Programs.RunAsync(["docker", .. described.Arguments(host.NameOf(name))], described.SecretVariables);
            if (started.ExitCode == 0)
                return null;
            await EngineHost.DockerAsync("rm", "--force", host.NameOf(name));
            return started.Output;
        }
        catch (KeyNotFoundException missing)
        {
            return missing.Message;
        }
    }

    /// <summary>Probes it while it runs.</summary>
    /// <returns>Its exit code; -1 when it is to go instead.</returns>
    private async Task<int> LiveAsync(int restarts, Task deleted, CancellationToken cancellationToken)
    {
        var running = all[name] = await host.InspectAsync(name);
        void Show(bool isReady) => objects.Change(path, live => PodStatus.Runs(live, Container, running, restarts, isReady));
        Show(isReady: false);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var waiting = ProgramRun.Start(["docker", "wait", host.NameOf(name)]);
        var ended = waiting.EndAsync(TimeSpan.FromHours(1));
        var probing = Task.WhenAll(ProbeAsync(running, Show, life.Token), RefreshAsync(life.Token));
        await Task.WhenAny(ended, deleted, probing.ContinueWith(_ => ended, TaskScheduler.Default).Unwrap());
        await life.CancelAsync();
        await probing;
        all.TryRemove(name, out _);
        return ended.IsCompletedSuccessfully ? int.Parse((await ended).Output.Trim(), CultureInfo.InvariantCulture) : -1;
    }

    /// <summary>Lays changed Secrets into it.</summary>
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RefreshInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await volumes.RefreshAsync(pod);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ProbeAsync(RunningContainer running, Action<bool> show, CancellationToken cancellationToken)
    {
        try
        {
            if (PodProbe.Of(container, "startupProbe") is { } startup)
                await RepeatAsync(startup, running, isGood => isGood, cancellationToken);
            var readiness = PodProbe.Of(container, "readinessProbe");
            if (readiness is null)
                show(true);
            await Task.WhenAll(
                readiness is null ? Task.CompletedTask : JudgeAsync(readiness, running, show, cancellationToken),
                PodProbe.Of(container, "livenessProbe") is { } liveness ? JudgeAsync(liveness, running, _ => { }, cancellationToken, () => EndContainerAsync(GraceOf(liveness.Json))) : Task.CompletedTask);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Tells what a probe says: good at once, bad after as many failures as it takes.</summary>
    private async Task JudgeAsync(PodProbe probe, RunningContainer running, Action<bool> tell, CancellationToken cancellationToken, Func<Task>? onBad = null)
    {
        var failures = 0;
        await RepeatAsync(probe, running, isGood =>
        {
            failures = isGood ? 0 : failures + 1;
            if (isGood)
                tell(true);
            else if (failures >= probe.FailureThreshold)
                tell(false);
            return failures >= probe.FailureThreshold && onBad is not null;
        }, cancellationToken);
        await onBad!();
    }

    private async Task RepeatAsync(PodProbe probe, RunningContainer running, Func<bool, bool> isEnough, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(probe.Period);
        while (!isEnough(await probe.SucceedsAsync(host, name, running, cancellationToken)))
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    private async Task AwaitDeletionAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var next = objects.NextChange;
                if (objects.Find(path) is not { } live || live["metadata"]!["deletionTimestamp"] is not null)
                    return;
                await next.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>It goes, with what is its own.</summary>
    private async Task EndAsync()
    {
        await EndContainerAsync(GraceOf(pod["spec"]!.AsObject()));
        await EngineHost.DockerAsync("rm", "--force", "--volumes", host.NameOf(name));
        await volumes.RemoveOwnAsync(pod);
        objects.Remove(path);
    }

    /// <summary>In good order: its last program first, then a signal; all of it within its grace, and then the end.</summary>
    private async Task EndContainerAsync(int grace)
    {
        var clock = Stopwatch.StartNew();
        if (ManifestObject.At(container, "lifecycle", "preStop", "exec", "command") is JsonArray command)
            await Programs.RunAsync(["timeout", $"{grace}", "docker", "exec", host.NameOf(name), .. command.Select(part => (string)part!)], deadline: TimeSpan.FromSeconds(grace + 10));
        var left = Math.Max(1, grace - (int)clock.Elapsed.TotalSeconds);
        await Programs.RunAsync(["docker", "stop", "--time", $"{left}", host.NameOf(name)], deadline: TimeSpan.FromSeconds(left + 30));
    }

    /// <summary>A probe's own grace, or its pod's.</summary>
    private int GraceOf(JsonObject said) => (int?)(said["terminationGracePeriodSeconds"] ?? pod["spec"]!["terminationGracePeriodSeconds"]) ?? 30;
}

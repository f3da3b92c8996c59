using System.Globalization;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>A Job that does once what a CronJob does when it is due, in a pod of the same making.</summary>
internal sealed class OneOffJob(KubeApi api, IProgressLog log)
{
    private const int ShownLines = 12;
    private const int KeptSeconds = 24 * 60 * 60;

    private string PathOfJobs => ApiPath.Of("batch/v1", "Job", api.Connection.Namespace);

    /// <summary>Runs it and waits for its end.</summary>
    /// <param name="cronJob">Name of the CronJob.</param>
    /// <param name="command">What its container runs instead; null for the same.</param>
    /// <param name="deadline">How long it may take.</param>
    /// <param name="cancellationToken">Ends the wait; the Job goes on.</param>
    /// <returns>What its pod wrote.</returns>
    /// <exception cref="PreconditionException">There is no such CronJob.</exception>
    /// <exception cref="OperationFailedException">It failed; the message holds the last lines of its pod.</exception>
    /// <exception cref="DeadlinePassedException">It did not end in time.</exception>
    public async Task<string> RunAsync(string cronJob, IReadOnlyList<string>? command, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var template = await api.FindAsync($"{ApiPath.Of("batch/v1", "CronJob", api.Connection.Namespace)}/{cronJob}", cancellationToken)
            ?? throw new PreconditionException($"There is no CronJob '{cronJob}'.", remedy: "an environment with the component backups: ./build.sh DeployK8s");
        var job = Of(template, cronJob, command);
        var path = $"{PathOfJobs}/{job["metadata"]!["name"]}";
        await api.CreateAsync(PathOfJobs, job, cancellationToken);
        log.Information($"Job {job["metadata"]!["name"]} was made from CronJob {cronJob}");
        var isDone = await WaitFor.UntilAsync<bool>(
            $"the Job {job["metadata"]!["name"]} to end",
            deadline,
            log,
            async token => Judge(await api.FindAsync(path, token)),
            cancellationToken,
            $"kubectl logs --namespace {api.Connection.Namespace} job/{job["metadata"]!["name"]}",
            Deadlines.ApiServerInterval);
        var said = await ReadLogAsync((string)job["metadata"]!["name"]!, cancellationToken);
        return isDone
            ? said
            : throw new OperationFailedException($"The Job {job["metadata"]!["name"]} failed.", said.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines), "./build.sh StatusK8s");
    }

    private static Observation<bool> Judge(JsonObject? job) => job switch
    {
        null => throw new OperationFailedException("Somebody removed the Job while it ran.", remedy: "the same command again"),
        _ when WorkloadProgress.HasCondition(job, "Complete") => true,
        _ when WorkloadProgress.HasCondition(job, "Failed") => false,
        _ => new NotYet("it runs"),
    };

    private async Task<string> ReadLogAsync(string job, CancellationToken cancellationToken)
    {
        var pods = await api.ListAsync($"{ApiPath.Of("v1", "Pod", api.Connection.Namespace)}?labelSelector={Uri.EscapeDataString("job-name=" + job)}", cancellationToken);
        var text = "";
        foreach (var pod in pods.Select(PodDirectory.NameOf).Order(StringComparer.Ordinal))
            text += await api.ReadTextAsync($"{ApiPath.Core("Pod", pod, api.Connection.Namespace)}/log", cancellationToken);
        return text;
    }

    private JsonObject Of(JsonObject template, string cronJob, IReadOnlyList<string>? command)
    {
        var spec = ManifestObject.At(template, "spec", "jobTemplate", "spec")!.DeepClone().AsObject();
        // Nobody counts these Jobs: they go by themselves.
        spec["ttlSecondsAfterFinished"] = KeptSeconds;
        if (command is not null)
        {
            spec["backoffLimit"] = 0;
            ManifestObject.ListAt(spec, "template", "spec", "containers")[0]["command"] = new JsonArray([.. command.Select(part => JsonValue.Create(part))]);
        }
        return new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{cronJob}-{DateTimeOffset.UtcNow.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}",
                ["namespace"] = api.Connection.Namespace,
                ["annotations"] = new JsonObject { ["cronjob.kubernetes.io/instantiate"] = "manual" },
            },
            ["spec"] = spec,
        };
    }
}

using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Whether a node can pull every image of a deployment, asked by a pod that runs nothing; it is removed again.</summary>
internal sealed class ImageCheck(KubeApi api, IProgressLog log)
{
    // What goes wrong, by image, and since when; the pod itself is named by no image.
    private readonly Dictionary<string, long> since = [];
    private bool isPassed;

    /// <summary>How long a node may be unable to get an image: a kubelet tries again by itself.</summary>
    public TimeSpan RefusedFor { get; init; } = Deadlines.ImageRefused;

    /// <summary>How long no node may take the pod: some clusters add one.</summary>
    public TimeSpan HomelessFor { get; init; } = Deadlines.PodStuck;

    private string Path => ApiPath.Core("Pod", ImageCheckPod.Name, api.Connection.Namespace);

    /// <summary>Returns when a node has every image; asked again, it knows.</summary>
    /// <exception cref="PreconditionException">One cannot be pulled, or no node takes the pod.</exception>
    /// <exception cref="DeadlinePassedException">They are not there in time.</exception>
    public async Task RequireAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        if (isPassed)
            return;
        // A killed run's.
        await RemoveAsync(cancellationToken);
        try
        {
            await CreateAsync(manifests, cancellationToken);
            var pulls = await AwaitAsync(cancellationToken);
            log.Information($"{pulls}");
            isPassed = true;
        }
        finally
        {
            await api.DeleteAsync(Path, CancellationToken.None);
        }
    }

    /// <summary>A namespace that was just made has no account for pods yet: its controller makes it within a moment.</summary>
    private Task CreateAsync(ManifestSet manifests, CancellationToken cancellationToken) => WaitFor.UntilAsync<bool>(
        $"the namespace '{api.Connection.Namespace}' to take a pod",
        Deadlines.PodAnswers,
        log,
        async token =>
        {
            try
            {
                await api.CreateAsync(ApiPath.Of("v1", "Pod", api.Connection.Namespace), ImageCheckPod.Of(manifests, api.Connection.Namespace), token);
                return true;
            }
            catch (ApiRefusedException early) when (early.Status == HttpStatusCode.Forbidden && early.Sentence.Contains("serviceaccount \"default\" not found", StringComparison.Ordinal))
            {
                return new NotYet(early.Sentence);
            }
        },
        cancellationToken,
        $"kubectl get serviceaccounts --namespace {api.Connection.Namespace}",
        Deadlines.ApiServerInterval);

    private Task<ImagePulls> AwaitAsync(CancellationToken cancellationToken) => WaitFor.UntilAsync<ImagePulls>(
        "a node to have every image",
        Deadlines.ImagesPulled,
        log,
        async token =>
        {
            var pod = await api.FindAsync(Path, token)
                ?? throw new OperationFailedException($"Somebody removed the pod '{ImageCheckPod.Name}' while images were pulled.", remedy: "the same command again");
            var pulls = ImageCheckPod.Judge(pod);
            if (pulls.IsDone)
                return pulls;
            RequireHope(pod, pulls);
            return new NotYet($"{pulls}");
        },
        cancellationToken,
        $"kubectl describe pod {ImageCheckPod.Name} --namespace {api.Connection.Namespace}",
        Deadlines.ApiServerInterval);

    /// <exception cref="PreconditionException">The same has been wrong for long.</exception>
    private void RequireHope(JsonObject pod, ImagePulls pulls)
    {
        if (PodTrouble.Of(pod) is { IsUnschedulable: true } homeless && HasLasted("", HomelessFor))
            throw new PreconditionException($"No node takes even a pod that runs nothing: {homeless.Message}", remedy: homeless.Remedy);
        if (pulls.Refused.FirstOrDefault(image => HasLasted(image.Image, RefusedFor)) is { } refused)
            throw new PreconditionException($"The node '{pulls.Node}' cannot pull the image {refused}", pulls.Refused.Except([refused]).Select(other => $"nor {other}"), PodTrouble.ImageRemedy);
    }

    private bool HasLasted(string subject, TimeSpan atLeast)
    {
        since.TryAdd(subject, Stopwatch.GetTimestamp());
        return Stopwatch.GetElapsedTime(since[subject]) >= atLeast;
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await api.DeleteAsync(Path, cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"an earlier pod '{ImageCheckPod.Name}' to be gone",
            Deadlines.MemberReturns,
            log,
            async token => await api.FindAsync(Path, token) is null ? true : new NotYet("it is still there"),
            cancellationToken,
            $"kubectl delete pod {ImageCheckPod.Name} --namespace {api.Connection.Namespace}",
            Deadlines.ApiServerInterval);
    }
}

using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Whether the cluster would take a deployment, asked before anything is changed.</summary>
/// <remarks>Only a pod that makes a node pull the images comes and goes.</remarks>
internal sealed class Preflight(KubeApi api, ObjectApplier applier, ImageCheck images, IProgressLog log)
{
    private const string DefaultClass = "storageclass.kubernetes.io/is-default-class";
    private static readonly string[] OptionalGroups = ["monitoring.coreos.com", "external-secrets.io"];

    /// <summary>Asks everything.</summary>
    /// <param name="manifests">What is to be applied.</param>
    /// <param name="force">Whether fields are taken away from others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The manifests without what this cluster has no kinds for and can do without.</returns>
    /// <exception cref="PreconditionException">Something speaks against it.</exception>
    public async Task<ManifestSet> RunAsync(ManifestSet manifests, bool force, CancellationToken cancellationToken)
    {
        await RequireVersionAsync(cancellationToken);
        var served = await WithoutMissingKindsAsync(manifests, cancellationToken);
        await RequireRightsAsync(served, cancellationToken);
        await RequireStorageAsync(served, cancellationToken);
        await RequireQuotaAsync(served, cancellationToken);
        var hasNamespace = await HasNamespaceAsync(cancellationToken);
        await RequireAdmissionAsync(hasNamespace ? served.Objects : [.. served.Of("Namespace")], force, cancellationToken);
        // Where there is no namespace yet, a pod has no place: then it is asked as soon as there is one.
        if (hasNamespace)
            await images.RequireAsync(served, cancellationToken);
        return served;
    }

    private async Task RequireVersionAsync(CancellationToken cancellationToken)
    {
        var version = await api.FindAsync("/version", cancellationToken);
        var (major, minor) = ((string?)version?["major"] ?? "", (string?)version?["minor"] ?? "");
        if (SupportedVersions.Objection(major, minor) is { } objection)
            throw new PreconditionException(objection, ["context: " + api.Connection.Context], "upgrade the control plane");
        if (SupportedVersions.IsUnknown(minor))
            log.Warning($"Kubernetes {major}.{minor} is newer than any that the manifests were written for (1.{SupportedVersions.NewestMinor})");
    }

    private async Task<bool> HasNamespaceAsync(CancellationToken cancellationToken)
    {
        var name = api.Connection.Namespace;
        var space = await api.FindAsync($"/api/v1/namespaces/{name}", cancellationToken);
        return (string?)space?["status"]?["phase"] == "Terminating"
            ? throw new PreconditionException($"The namespace '{name}' is being removed; until it is gone, nothing can be made in it.", remedy: $"kubectl --context {api.Connection.Context} wait --for delete namespace/{name} --timeout 5m, then the same command again")
            : space is not null;
    }

    private async Task<ManifestSet> WithoutMissingKindsAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        foreach (var group in OptionalGroups)
        {
            var wanted = manifests.Objects.Where(item => item.Reference.Group == group).ToList();
            if (wanted.Count == 0 || await api.FindAsync($"/apis/{group}/{wanted[0].Reference.Version}", cancellationToken) is not null)
                continue;
            log.Warning($"the cluster has no {group}: {wanted.Count} objects are left out ({string.Join(", ", wanted.Select(item => item.Kind).Distinct())})");
            manifests = manifests with { Objects = [.. manifests.Objects.Except(wanted)] };
        }
        return manifests;
    }

    private async Task RequireRightsAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        var refused = await new AccessReview(api).FindMissingAsync(NeededRight.For(manifests), cancellationToken);
        if (refused.Count > 0)
        {
            throw new PreconditionException(
                $"The context '{api.Connection.Context}' lacks {refused.Count} rights that deploying needs.", refused.Take(12), "docs/kubernetes.md, \"Rights\", lists them; ask who runs the cluster");
        }
    }

    private async Task RequireStorageAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        var classes = (await api.ListAsync("/apis/storage.k8s.io/v1/storageclasses", cancellationToken)).Select(json => new ManifestObject(json)).ToList();
        var names = classes.Select(item => item.Name).ToList();
        foreach (var claim in manifests.Of("StatefulSet").SelectMany(set => ManifestObject.ListAt(set.Json, "spec", "volumeClaimTemplates")))
        {
            var named = (string?)claim["spec"]?["storageClassName"];
            var isServed = named is null ? classes.Any(item => ManifestObject.TextsAt(item.Json, "metadata", "annotations").GetValueOrDefault(DefaultClass) == "true") : names.Contains(named);
            if (!isServed)
            {
                throw new PreconditionException(
                    named is null ? "The cluster has no default storage class, and the overlay names none." : $"The cluster has no storage class '{named}'.",
                    ["classes: " + (names.Count == 0 ? "none" : string.Join(", ", names))],
                    "name one in the overlay: volumeClaimTemplates.spec.storageClassName (docs/kubernetes.md, \"Storage\")");
            }
        }
    }

    private async Task RequireQuotaAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        var pods = manifests.Workloads.Where(owner => owner.RunsOn).Sum(owner => (int?)owner.Json["spec"]?["replicas"] ?? 2);
        foreach (var quota in await api.ListAsync(ApiPath.Of("v1", "ResourceQuota", api.Connection.Namespace), cancellationToken))
        {
            if ((string?)quota["status"]?["hard"]?["pods"] is { } hard && int.TryParse(hard, out var most) && most < pods)
                throw new PreconditionException($"The quota '{quota["metadata"]?["name"]}' allows {most} pods; the environment needs {pods}.", remedy: "raise it, or a smaller overlay");
        }
    }

    /// <summary>Admission judges pods only when they are made, but workloads with a warning before; objects in a namespace that is not there yet cannot be tried.</summary>
    private async Task RequireAdmissionAsync(IReadOnlyList<ManifestObject> tried, bool force, CancellationToken cancellationToken)
    {
        try
        {
            await applier.DryRunAsync(tried, force, cancellationToken);
        }
        catch (OperationFailedException refused)
        {
            throw new PreconditionException($"The API server would not take the objects. {refused.Sentence}", refused.Message.Split('\n').Skip(1), refused.Remedy, refused);
        }
    }
}

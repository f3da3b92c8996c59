using System.Globalization;
using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>What the cluster itself remembers of its deployments: the applied set, the number of members, and revisions.</summary>
internal sealed class DeploymentStore(KubeApi api)
{
    /// <summary>The ConfigMap that stands for the applied set.</summary>
    public const string SetName = "applied-set";

    private const int KeptRevisions = 5;
    private const string ReplicasKey = "replicas";

    /// <summary>The set's identity; the same for every deployment of this namespace.</summary>
    public string SetId => $"applyset-sagaz-{api.Connection.Namespace}";

    /// <summary>The environment that the namespace says it is; null where it says nothing or is not there.</summary>
    public async Task<string?> ReadEnvironmentAsync(CancellationToken cancellationToken)
    {
        var space = await api.FindAsync($"/api/v1/namespaces/{api.Connection.Namespace}", cancellationToken);
        return space is null ? null : new ManifestObject(space).Labels.GetValueOrDefault(DeploymentConsent.EnvironmentLabel);
    }

    /// <summary>Members that ScaleK8s asked for; null where it never did.</summary>
    public async Task<int?> ReadReplicasAsync(CancellationToken cancellationToken)
    {
        var set = await api.FindAsync(Path(SetName), cancellationToken);
        return set?["data"]?[ReplicasKey] is { } count ? int.Parse((string)count!, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Remembers how many members there shall be, for all deployments to come.</summary>
    public Task WriteReplicasAsync(int members, CancellationToken cancellationToken) => api.MergeAsync(
        Path(SetName), new JsonObject { ["data"] = new JsonObject { [ReplicasKey] = members.ToString(CultureInfo.InvariantCulture) } }, cancellationToken);

    /// <summary>Kinds that members of the set may have by now.</summary>
    public async Task<IReadOnlyList<string>> ReadKindsAsync(CancellationToken cancellationToken)
    {
        var set = await api.FindAsync(Path(SetName), cancellationToken);
        return set is null ? [] : ManifestObject.TextsAt(set, "metadata", "annotations").GetValueOrDefault(AppliedSet.KindsAnnotation, "").Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Says which kinds members have, before there are any: what a killed run leaves is found by it.</summary>
    public async Task WriteKindsAsync(IReadOnlyList<string> kinds, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = SetName,
                ["namespace"] = api.Connection.Namespace,
                ["labels"] = new JsonObject { [AppliedSet.IdLabel] = SetId },
                ["annotations"] = new JsonObject { [AppliedSet.ToolingAnnotation] = "sagaz/v0.1", [AppliedSet.KindsAnnotation] = string.Join(',', kinds) },
            },
        };
        // The number of members has another owner: applying would take it away.
        var isThere = await api.FindAsync(Path(SetName), cancellationToken) is not null;
        if (isThere)
            await api.MergeAsync(Path(SetName), body, cancellationToken);
        else
            await api.CreateAsync(ApiPath.Of("v1", "ConfigMap", api.Connection.Namespace), body, cancellationToken);
    }

    /// <summary>All revisions, the oldest first.</summary>
    public async Task<IReadOnlyList<DeploymentRevision>> ReadRevisionsAsync(CancellationToken cancellationToken)
    {
        var maps = await api.ListAsync($"{ApiPath.Of("v1", "ConfigMap", api.Connection.Namespace)}?labelSelector={Uri.EscapeDataString(DeploymentRevision.Selector)}", cancellationToken);
        return [.. maps.Select(DeploymentRevision.Parse).OrderBy(revision => revision.Number)];
    }

    /// <summary>The revision that runs: one that does not prove good is put back; null where nothing was deployed.</summary>
    public async Task<DeploymentRevision?> ReadRunningAsync(CancellationToken cancellationToken)
    {
        var all = await ReadRevisionsAsync(cancellationToken);
        return all.LastOrDefault(revision => revision.IsGood) ?? (all.Count > 0 ? all[^1] : null);
    }

    /// <summary>Writes a revision down, and forgets the oldest ones; the last good one stays whatever its age.</summary>
    public async Task WriteAsync(DeploymentRevision revision, CancellationToken cancellationToken)
    {
        await api.ApplyAsync(Path(revision.Name), revision.ToConfigMap(api.Connection.Namespace), cancellationToken);
        var all = await ReadRevisionsAsync(cancellationToken);
        var lastGood = all.LastOrDefault(known => known.IsGood)?.Number;
        foreach (var old in all.Take(Math.Max(0, all.Count - KeptRevisions)).Where(known => known.Number != lastGood))
            await api.DeleteAsync(Path(old.Name), cancellationToken);
    }

    private string Path(string name) => ApiPath.Core("ConfigMap", name, api.Connection.Namespace);
}

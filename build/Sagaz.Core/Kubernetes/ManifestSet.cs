using System.Text.Json.Nodes;

namespace Sagaz.Core.Kubernetes;

/// <summary>The objects that make up one environment, in the order in which they were rendered.</summary>
/// <param name="Environment">Name of the overlay.</param>
/// <param name="Objects">All objects.</param>
public sealed record ManifestSet(string Environment, IReadOnlyList<ManifestObject> Objects)
{
    /// <summary>Objects with pods.</summary>
    public IEnumerable<ManifestObject> Workloads => Objects.Where(item => item.PodTemplate is not null);

    /// <summary>Every container with the object that it belongs to.</summary>
    public IEnumerable<(ManifestObject Owner, JsonObject Container)> Containers =>
        Workloads.SelectMany(owner => owner.Containers.Select(container => (owner, container)));

    /// <summary>Objects of one kind.</summary>
    public IEnumerable<ManifestObject> Of(string kind) => Objects.Where(item => item.Kind == kind);

    /// <summary>The object of that kind and name; null when there is none.</summary>
    public ManifestObject? Find(string kind, string name) => Objects.FirstOrDefault(item => item.Kind == kind && item.Name == name);

    /// <summary>A copy in which some objects are others.</summary>
    /// <param name="change">Gets a copy of each object; returns what stands for it.</param>
    public ManifestSet With(Func<ManifestObject, ManifestObject> change) =>
        this with { Objects = [.. Objects.Select(item => change(new ManifestObject(item.Json.DeepClone().AsObject())))] };
}

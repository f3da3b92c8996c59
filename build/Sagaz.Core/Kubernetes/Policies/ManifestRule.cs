using Sagaz.Core.Gates;

namespace Sagaz.Core.Kubernetes.Policies;

/// <summary>One thing that every environment's manifests must hold to.</summary>
/// <param name="Id">Short name for reports: <c>k8s.probes</c>.</param>
/// <param name="Title">The rule as a sentence.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Objections">What breaks it, one sentence each; none where nothing does.</param>
public sealed record ManifestRule(string Id, string Title, string Source, Func<ManifestSet, IEnumerable<string>> Objections)
{
    private const int MostShown = 12;

    /// <summary>Judges one environment's manifests.</summary>
    public GateResult Judge(ManifestSet manifests)
    {
        List<string> objections = [.. Objections(manifests)];
        return new Gate(Id, Title, Source).Holds(objections.Count == 0, string.Join("; ", objections.Take(MostShown)));
    }
}

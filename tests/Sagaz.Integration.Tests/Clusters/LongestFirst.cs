using Xunit.Abstractions;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The collections that take longest come first, and the others fill up what is left of the threads.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly IReadOnlyList<string> Longest =
    [
        SharedComposeGroup.Name, SharedClusterGroup.Name, Own<Kubernetes.ProductionInKubernetesTests>(), Own<BackupTests>(), Own<Kubernetes.KubernetesClusterTests>(),
        LifecycleGroup.Name, Own<PartitionTests>(), Own<LoadTestTests>(),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Longest.TakeWhile(name => name != collection.DisplayName).Count())
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    /// <summary>The name of the collection that a class without one is given.</summary>
    private static string Own<T>() => $"Test collection for {typeof(T).FullName}";
}

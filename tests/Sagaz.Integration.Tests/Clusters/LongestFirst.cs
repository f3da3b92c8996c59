using Xunit.Abstractions;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The collections that take longest come first, and the others fill up what is left of two threads.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly IReadOnlyList<string> Longest =
        [SharedComposeGroup.Name, SharedClusterGroup.Name, $"Test collection for {typeof(BackupTests).FullName}", LifecycleGroup.Name];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Longest.TakeWhile(name => name != collection.DisplayName).Count())
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}

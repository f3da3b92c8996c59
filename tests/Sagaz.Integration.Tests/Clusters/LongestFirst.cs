using Xunit.Abstractions;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The two shared clusters first: they take longest, and the others fill up what is left.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => collection.DisplayName is SharedComposeGroup.Name or SharedClusterGroup.Name)
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}

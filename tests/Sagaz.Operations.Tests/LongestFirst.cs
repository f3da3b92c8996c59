using Xunit.Abstractions;

namespace Sagaz.Operations.Tests;

/// <summary>The collections that take longest come first, and the others fill up what is left of the threads.</summary>
/// <param name="longest">Display names of the longest, in their order.</param>
public abstract class LongestFirst(params IReadOnlyList<string> longest) : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => longest.TakeWhile(name => name != collection.DisplayName).Count())
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    /// <summary>The name of the collection that a class without one is given.</summary>
    protected static string Own<T>() => $"Test collection for {typeof(T).FullName}";
}

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>Tests that each have a place for a cluster of their own, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OwnClusterGroup
{
    public const string Name = "own cluster";
}

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>Tests of the shared cluster, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SharedClusterGroup : ICollectionFixture<SharedCluster>
{
    public const string Name = "shared cluster";
}

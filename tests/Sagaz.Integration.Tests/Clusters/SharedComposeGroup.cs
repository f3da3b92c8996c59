namespace Sagaz.Integration.Tests.Clusters;

/// <summary>Tests of the shared Compose cluster, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SharedComposeGroup : ICollectionFixture<SharedComposeCluster>
{
    public const string Name = "shared compose cluster";
}

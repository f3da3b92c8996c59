namespace Sagaz.Integration.Tests.Clusters;

/// <summary>Tests that each start a cluster of their own, one after another: two clusters at a time are enough for two cores.</summary>
[CollectionDefinition(Name)]
public sealed class OwnClusterGroup
{
    public const string Name = "own cluster";
}

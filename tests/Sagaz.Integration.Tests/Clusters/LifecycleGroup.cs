namespace Sagaz.Integration.Tests.Clusters;

/// <summary>Tests that each start a cluster from nothing, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class LifecycleGroup
{
    public const string Name = "lifecycle";
}

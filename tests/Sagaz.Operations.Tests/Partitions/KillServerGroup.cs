using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

/// <summary>A server that its tests crash, apart from the one that others use.</summary>
[CollectionDefinition(Name)]
public sealed class KillServerGroup : ICollectionFixture<ScratchServer>
{
    public const string Name = "server that is killed";
}

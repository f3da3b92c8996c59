namespace Sagaz.Operations.Tests.Postgres;

/// <summary>Tests that share one scratch server, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ScratchServerGroup : ICollectionFixture<ScratchServer>
{
    public const string Name = "scratch server";
}

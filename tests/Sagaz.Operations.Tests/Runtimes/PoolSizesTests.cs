using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class PoolSizesTests
{
    private static readonly TopologyFile File = TopologyFile.Parse(System.IO.File.ReadAllText(RepositoryRoot.Of("deploy", "topology.json")), "deploy/topology.json");

    [Fact]
    public void What_was_set_is_kept_and_wins_over_the_file()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(PoolSizes.Read(folder.Path));

        PoolSizes.Write(folder.Path, new Dictionary<string, int> { ["readWrite"] = 60 });

        var topology = File.Resolve("local", poolSizes: PoolSizes.Read(folder.Path));
        Assert.Equal((60, 50), (topology.ReadWritePool.Size, topology.ReadOnlyPool.Size));
    }

    [Fact]
    public void A_size_that_does_not_fit_the_connections_is_refused()
    {
        Assert.Contains("postgres.maxConnections", Assert.Throws<TopologyException>(() => File.Resolve("local", poolSizes: new Dictionary<string, int> { ["readOnly"] = 500 })).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"other\": 1}")]
    public void What_cannot_be_read_is_refused(string text)
    {
        using var folder = new TemporaryFolder();
        System.IO.File.WriteAllText(Path.Combine(folder.Path, "pools.json"), text);

        Assert.Throws<PreconditionException>(() => PoolSizes.Read(folder.Path));
    }
}

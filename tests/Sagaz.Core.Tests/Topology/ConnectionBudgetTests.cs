using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Topology;

public sealed class ConnectionBudgetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Counts_both_pools_and_what_password_lookups_people_and_Patroni_need_whatever_the_number_of_members(int replicas)
    {
        Assert.Equal(26 + 51 + 3 + 5 + 12, ConnectionBudget.Needed(new TopologyText().Resolve(replicas: replicas)));
    }

    [Fact]
    public void Grows_with_each_pool()
    {
        var topology = new TopologyText().With("pools.readWrite.size", "26").With("pools.readOnly.size", "60").Resolve();

        Assert.Equal(27 + 61 + 20, ConnectionBudget.Needed(topology));
    }
}

using Sagaz.Operations.Pipeline;

namespace Sagaz.Operations.Tests.Pipeline;

public sealed class RunSettingsTests
{
    [Theory]
    [InlineData(0, "local")]
    [InlineData(100, "local+100")]
    public void Clusters_with_other_ports_have_names_of_their_own(int offset, string name)
    {
        Assert.Equal(name, new RunSettings { Repository = "/repository", Environment = "local", PortOffset = offset }.ClusterName);
    }
}

using Docker.DotNet.Models;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Runtimes.Compose;

namespace Sagaz.Operations.Tests.Runtimes.Compose;

public sealed class ContainerConditionTests
{
    public static TheoryData<ContainerState, bool, bool, string> States => new()
    {
        { new ContainerState { Running = true, Pid = 7, Health = new Health { Status = "healthy" } }, true, true, "running" },
        { new ContainerState { Running = true, Pid = 7, Health = new Health { Status = "starting" } }, true, true, "running" },
        { new ContainerState { Running = true, Pid = 7 }, true, true, "running" },
        { new ContainerState { Running = true, Pid = 7, Health = new Health { Status = "unhealthy" } }, true, true, "unhealthy" },
        { new ContainerState { Running = true, Pid = 7 }, false, true, "cut off" },
        { new ContainerState { Running = true, Paused = true, Pid = 7 }, true, false, "paused" },
        { new ContainerState { Running = true, Restarting = true }, true, false, "restarting" },
        { new ContainerState { OOMKilled = true, ExitCode = 137 }, true, false, "down (out of memory)" },
        { new ContainerState { ExitCode = 137 }, true, false, "down" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void Says_what_the_engine_knows(ContainerState state, bool isConnected, bool isRunning, string text)
    {
        var networks = new Dictionary<string, EndpointSettings>();
        if (isConnected)
            networks["internal"] = new EndpointSettings();

        var service = ContainerCondition.Describe(
            "etcd", new ContainerInspectResponse { State = state, NetworkSettings = new NetworkSettings { Networks = networks } });

        Assert.Equal((isRunning, text), (service.IsRunning, service.Text));
    }

    [Fact]
    public void No_container_is_down()
    {
        Assert.Equal(new ServiceState("etcd", null), ContainerCondition.Describe("etcd", null));
    }
}

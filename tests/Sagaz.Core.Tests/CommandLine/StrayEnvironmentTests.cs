using Sagaz.Core.CommandLine;

namespace Sagaz.Core.Tests.CommandLine;

public sealed class StrayEnvironmentTests
{
    [Fact]
    public void Finds_what_nuke_would_obey_and_nothing_else()
    {
        string[] variables =
        [
            "ENV", "env", "En.v", "TARGET", "HOST", "PORT_OFFSET", "PortOffset", "no-logo", "NUKEENV", "Nuke.Env",
            "NUKE_ENV", "nuke_env", "PATH", "HOME", "ENVIRONMENT", "PORT", "_", "CI", "GITHUB_ACTIONS",
        ];

        var stray = StrayEnvironment.Find(ExampleContract.Contract, variables);

        Assert.Equal(["ENV", "env", "En.v", "TARGET", "HOST", "PORT_OFFSET", "PortOffset", "no-logo", "NUKEENV", "Nuke.Env"], stray);
    }
}

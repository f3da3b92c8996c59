using static Sagaz.Core.Tests.CommandLine.ExampleContract;

namespace Sagaz.Core.Tests.CommandLine;

public sealed class EnvironmentInspectionTests
{
    [Theory]
    [InlineData("NUKE_ENV", "dev")]
    [InlineData("nuke_env", "DEV")]
    [InlineData("NUKE_PORT_OFFSET", "-5")]
    [InlineData("NUKE_PORTS", "1+2")]
    [InlineData("NUKE_TARGET", "Up+verify-replication")]
    [InlineData("NUKE_COMMAND", "")]
    [InlineData("NUKE_TELEMETRY_OPTOUT", "1")]
    [InlineData("NUKE_ENGINE", "bundled")]
    [InlineData("NUKE_PATH", "/opt/another/program")]
    [InlineData("ENV", "nonsense")]
    public void Accepts_what_fits_and_what_is_not_for_us(string name, string value)
    {
        Assert.Empty(InspectVariables((name, value)));
    }

    [Theory]
    [InlineData("NUKE_ENV", "prd", "--env is 'prd' (environment variable NUKE_ENV); allowed: local, dev, staging or prod; the nearest is prod.")]
    [InlineData("NUKE_JSON", "1", "--json is '1' (environment variable NUKE_JSON); allowed: true or false.")]
    [InlineData("NUKE_JSON", "", "--json is '' (environment variable NUKE_JSON); allowed: true or false.")]
    [InlineData("NUKE_TARGET", "Upp", "--target names the unknown target 'Upp' (environment variable NUKE_TARGET); the nearest is Up.")]
    [InlineData("NUKE_REPLICSA", "1", "No parameter is filled by NUKE_REPLICSA (environment variable NUKE_REPLICSA); the nearest is NUKE_REPLICAS.")]
    public void Refuses_what_nuke_would_replace_by_a_default(string name, string value, string sentence)
    {
        Assert.Equal([sentence], InspectVariables((name, value)).Select(problem => problem.Sentence));
    }

    [Fact]
    public void Refuses_two_variables_for_one_parameter()
    {
        var problem = Assert.Single(InspectVariables(("NUKE_PORT_OFFSET", "1"), ("NUKE_PORTOFFSET", "2")));

        Assert.Contains("NUKE_PORTOFFSET and NUKE_PORT_OFFSET", problem.Sentence, StringComparison.Ordinal);
    }
}

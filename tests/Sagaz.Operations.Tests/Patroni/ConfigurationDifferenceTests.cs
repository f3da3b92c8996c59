using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Operations.Patroni;

namespace Sagaz.Operations.Tests.Patroni;

public sealed class ConfigurationDifferenceTests
{
    private const string Current = """{"ttl": 20, "synchronous_mode": true, "pause": false, "slots": ["a", "b"], "postgresql": {"use_slots": true, "parameters": {"max_connections": "200", "ssl": "on"}}}""";

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"ttl": 20}""", true)]
    [InlineData("""{"ttl": 20.0}""", true)]
    [InlineData("""{"ttl": 30}""", false)]
    [InlineData("""{"ttl": "20"}""", false)]
    [InlineData("""{"synchronous_mode": "quorum"}""", false)]
    [InlineData("""{"pause": false}""", true)]
    [InlineData("""{"loop_wait": 2}""", false)]
    [InlineData("""{"loop_wait": null}""", true)]
    [InlineData("""{"ttl": null}""", false)]
    [InlineData("""{"postgresql": {"parameters": {"max_connections": "200"}}}""", true)]
    [InlineData("""{"postgresql": {"parameters": {"max_connections": "100"}}}""", false)]
    [InlineData("""{"postgresql": {"parameters": {"wal_level": "replica"}}}""", false)]
    [InlineData("""{"postgresql": {"parameters": {"ssl": null}}}""", false)]
    [InlineData("""{"postgresql": {"parameters": {"wal_level": null}}}""", true)]
    [InlineData("""{"standby_cluster": {}}""", false)]
    [InlineData("""{"ttl": {}}""", false)]
    [InlineData("""{"slots": ["a", "b"]}""", true)]
    [InlineData("""{"slots": ["a"]}""", false)]
    public void Covers_what_a_patch_would_leave_as_it_is(string wanted, bool isCovered)
    {
        Assert.Equal(isCovered, ConfigurationDifference.Covers(Parse(Current), Parse(wanted)));
    }

    [Fact]
    public void Compares_values_that_code_made_with_values_that_were_read()
    {
        var made = JsonSerializer.SerializeToNode(new Dictionary<string, object> { ["ttl"] = 20, ["synchronous_mode"] = true })!.AsObject();

        Assert.True(ConfigurationDifference.Covers(Parse(Current), made));
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}

using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Topology;

public sealed class TopologyFileTests
{
    [Theory]
    [InlineData("", "it is not valid JSON: ")]
    [InlineData("{", "it is not valid JSON: ")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\", \"environments\": { \"local\": {} } }", "it is not valid JSON: ")]
    [InlineData("[]", "the file must hold one JSON object.")]
    [InlineData("null", "the file must hold one JSON object.")]
    [InlineData("{}", "environments must be an object with at least one environment.")]
    [InlineData("{ \"environments\": {} }", "environments must be an object with at least one environment.")]
    [InlineData("{ \"environments\": [\"local\"] }", "environments must be an object with at least one environment.")]
    public void Refuses_a_text_that_holds_no_environments(string json, string error)
    {
        var refusal = Assert.Throws<TopologyException>(() => TopologyFile.Parse(json, TopologyText.Source));

        Assert.StartsWith($"deploy/topology.json: {error}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allows_comments_and_trailing_commas()
    {
        var json = TopologyText.Repository.Replace("\"local\": {},", "\"local\": {}, // a laptop\n \"ci\": { \"members\": 1, },", StringComparison.Ordinal);

        Assert.Equal(1, TopologyFile.Parse(json, TopologyText.Source).Resolve("ci").Members);
    }

    [Fact]
    public void Names_its_environments_in_their_order()
    {
        Assert.Equal(["local", "dev", "staging", "prod"], TopologyFile.Parse(TopologyText.Repository, TopologyText.Source).EnvironmentNames);
    }

    [Fact]
    public void Refuses_an_unknown_environment_and_names_the_known_ones()
    {
        Assert.Equal(["environment 'prd' is not known; known are local, dev, staging, prod."], new TopologyText().Errors("prd"));
    }

    [Fact]
    public void Lays_an_environment_over_the_common_part_value_by_value()
    {
        var text = new TopologyText().With("environments.dev", """{ "durability": "async", "pools": { "readWrite": { "size": 7 } }, "postgres": { "settings": { "log_checkpoints": "off" } } }""");

        var (dev, local) = (text.Resolve("dev"), text.Resolve("local"));

        Assert.Equal((Durability.Async, Durability.Sync), (dev.Durability, local.Durability));
        Assert.Equal(local.ReadWritePool with { Size = 7 }, dev.ReadWritePool);
        Assert.Equal(local.ReadOnlyPool, dev.ReadOnlyPool);
        Assert.Equal(("off", "on"), (dev.Postgres.Settings["log_checkpoints"], local.Postgres.Settings["log_checkpoints"]));
        Assert.Equal("4GB", dev.Postgres.Settings["max_wal_size"]);
        Assert.Equal("dev", dev.Environment);
    }

    [Fact]
    public void Replaces_what_an_environment_gives_as_another_kind_of_value()
    {
        Assert.Equal(["pools must be an object."], new TopologyText().With("environments.dev", """{ "pools": 3 }""").Errors("dev"));
        Assert.Equal(["pools is missing."], new TopologyText().With("environments.dev", """{ "pools": null }""").Errors("dev"));
    }

    [Theory]
    [InlineData("local", 0, 1)]
    [InlineData("local", 8, 9)]
    [InlineData("prod", 1, 2)]
    [InlineData("prod", null, 3)]
    public void Replicas_stand_beside_one_leader_and_override_the_environment(string environment, int? replicas, int members)
    {
        Assert.Equal(members, new TopologyText().Resolve(environment, replicas).Members);
    }

    [Theory]
    [InlineData(-1, "members is 0; it must be 1 to 9.")]
    [InlineData(9, "members is 10; it must be 1 to 9.")]
    [InlineData(int.MaxValue, "members is 2147483648; it must be 1 to 9.")]
    public void Refuses_replicas_out_of_range(int replicas, string error)
    {
        Assert.Equal([error], new TopologyText().Errors(replicas: replicas));
    }

    [Fact]
    public void A_port_offset_moves_every_port_by_as_much()
    {
        var (here, there) = (new TopologyText().Resolve().Ports, new TopologyText().Resolve(portOffset: 100).Ports);

        Assert.Equal(here.All(3).Select(entry => (entry.Service, entry.Port + 100)), there.All(3));
        Assert.Equal(here, here.Shift(0));
    }

    [Fact]
    public void Resolving_one_environment_leaves_the_others_as_they_were()
    {
        var file = TopologyFile.Parse(TopologyText.Repository, TopologyText.Source);

        file.Resolve("prod", replicas: 8);

        Assert.Equal((3, 2), (file.Resolve("prod").Members, file.Resolve("local").Members));
    }
}

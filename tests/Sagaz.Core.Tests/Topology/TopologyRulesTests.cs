namespace Sagaz.Core.Tests.Topology;

public sealed class TopologyRulesTests
{
    [Fact]
    public void Refuses_pools_that_do_not_fit_the_connections()
    {
        Assert.Equal(
            ["postgres.maxConnections is 94, but 97 are needed: pools.readWrite.size 25 + pools.readOnly.size 50 + one password look-up in each + 3 for superusers + 5 for Patroni + 12 for administration."],
            new TopologyText().With("postgres.maxConnections", "94").Errors());
    }

    [Fact]
    public void Accepts_pools_that_just_fit_the_connections()
    {
        Assert.Equal(97, new TopologyText().With("postgres.maxConnections", "97").Resolve().Postgres.MaxConnections);
    }

    [Theory]
    [InlineData("readWrite", "26", "pools.readWrite.minimumSize is 26; it must be at most its size, 25.")]
    [InlineData("readOnly", "51", "pools.readOnly.minimumSize is 51; it must be at most its size, 50.")]
    public void Refuses_a_pool_that_keeps_more_connections_than_it_may_hold(string pool, string size, string error)
    {
        Assert.Equal([error], new TopologyText().With($"pools.{pool}.minimumSize", size).Errors());
    }

    [Fact]
    public void Refuses_a_leader_key_that_ends_before_its_holder_can_renew_it()
    {
        Assert.Equal(
            ["patroni.ttlSeconds is 8; it must be at least loopWaitSeconds + 2 x retryTimeoutSeconds = 9."],
            new TopologyText().With("patroni.ttlSeconds", "8").Errors());
        Assert.Equal(
            ["patroni.ttlSecondsBeforePatroni4 is 8; it must be at least loopWaitSecondsBeforePatroni4 + 2 x retryTimeoutSeconds = 10."],
            new TopologyText().With("patroni.ttlSecondsBeforePatroni4", "8").Errors());
        Assert.Equal(TimeSpan.FromSeconds(9), new TopologyText().With("patroni.ttlSeconds", "9").Resolve().Patroni.Ttl);
    }

    [Fact]
    public void Refuses_two_services_on_one_port_and_names_both()
    {
        Assert.Equal(
            ["ports: postgres-primary and pgbouncer-rw share port 6432."],
            new TopologyText().With("ports.primary", "6432").Errors());
    }

    [Fact]
    public void Refuses_a_service_on_the_port_of_a_later_member()
    {
        Assert.Equal(
            ["ports: postgres-2 and etcd (clients) share port 15434."],
            new TopologyText().With("ports.etcdClient", "15434").Errors("dev"));
        Assert.Equal(2, new TopologyText().With("ports.etcdClient", "15434").Resolve().Members);
    }

    [Fact]
    public void Refuses_ports_beyond_the_highest()
    {
        Assert.Equal(
            ["ports: patroni of postgres-1 would listen on port 65536; the highest is 65535."],
            new TopologyText().With("ports.patroni", "65535").Errors());
        Assert.Equal(
            [
                "ports: patroni of postgres-0 would listen on port 66008; the highest is 65535.",
                "ports: patroni of postgres-1 would listen on port 66009; the highest is 65535.",
            ],
            new TopologyText().Errors(portOffset: 48_000));
    }

    [Fact]
    public void Refuses_strict_durability_without_a_replica()
    {
        string[] error = ["durability is 'strict', which needs at least 2 members; members is 1."];

        Assert.Equal(error, new TopologyText().With("durability", "\"strict\"").With("members", "1").Errors());
        Assert.Equal(error, new TopologyText().Errors("prod", replicas: 0));
    }

    [Theory]
    [InlineData("strict", 1)]
    [InlineData("sync", 0)]
    [InlineData("async", 0)]
    public void Accepts_a_durability_that_the_members_can_keep(string durability, int replicas)
    {
        Assert.Equal(replicas + 1, new TopologyText().With("durability", $"\"{durability}\"").Resolve(replicas: replicas).Members);
    }

    [Fact]
    public void Says_nothing_of_rules_while_single_values_are_wrong()
    {
        Assert.Equal(
            ["members is 0; it must be 1 to 9."],
            new TopologyText().With("members", "0").With("postgres.maxConnections", "50").Errors());
    }
}

using Sagaz.Core.Failover;
using Sagaz.Core.Tests.Topology;

namespace Sagaz.Core.Tests.Failover;

public sealed class OutagePredictionTests
{
    private static readonly Clockwork Clock = new()
    {
        Ttl = TimeSpan.FromSeconds(20),
        LoopWait = TimeSpan.FromSeconds(2),
        RetryTimeout = TimeSpan.FromSeconds(5),
        SupervisorRestart = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public void Every_scenario_has_a_prediction_that_is_the_sum_of_its_named_parts()
    {
        foreach (var scenario in FailoverScenarios.All)
        {
            var prediction = OutagePrediction.Of(scenario, Clock);

            Assert.True(prediction.Longest > TimeSpan.Zero, scenario.Name);
            Assert.Equal(prediction.Parts.Sum(part => part.Longest.TotalSeconds), prediction.Longest.TotalSeconds, precision: 6);
            Assert.All(prediction.Parts, part => Assert.Contains(part.Name, prediction.ToString(), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("member-lost", 1, 0)]
    [InlineData("leader-frozen", 1, 0)]
    [InlineData("postmaster-killed", 0, 1)]
    [InlineData("replica-killed", 0, 2)]
    [InlineData("pooler-killed", 0, 0)]
    public void A_prediction_grows_with_the_settings_that_it_depends_on(string name, int ttls, int rounds)
    {
        var scenario = Scenario(name);
        var before = OutagePrediction.Of(scenario, Clock).Longest;

        Assert.Equal(ttls, (OutagePrediction.Of(scenario, Clock with { Ttl = Clock.Ttl + TimeSpan.FromSeconds(1) }).Longest - before).TotalSeconds, precision: 6);
        Assert.Equal(rounds, (OutagePrediction.Of(scenario, Clock with { LoopWait = Clock.LoopWait + TimeSpan.FromSeconds(1) }).Longest - before).TotalSeconds, precision: 6);
    }

    [Fact]
    public void What_leads_writers_to_a_new_leader_counts_wherever_the_leader_changes()
    {
        var elsewhere = Clock with { LeadTo = [new("the Service follows", TimeSpan.FromSeconds(3))], PastPooler = new("the Service forgets the pooler", TimeSpan.FromSeconds(2)) };

        Assert.Equal(2.5, Longer("leader-pod-deleted"), precision: 6);
        Assert.Equal(2.5, Longer("leader-partitioned"), precision: 6);
        Assert.Equal(0, Longer("replica-killed"), precision: 6);
        Assert.Equal(1, Longer("pooler-killed"), precision: 6);

        double Longer(string name) => (OutagePrediction.Of(Scenario(name), elsewhere).Longest - OutagePrediction.Of(Scenario(name), Clock).Longest).TotalSeconds;
    }

    [Fact]
    public void A_member_that_may_be_restarted_only_after_its_key_expired_counts_as_lost()
    {
        var late = Clock with { SupervisorRestart = TimeSpan.FromMinutes(5) };

        Assert.Equal(OutagePrediction.Of(Scenario("member-lost"), Clock).Longest, OutagePrediction.Of(Scenario("member-killed"), late).Longest);
    }

    [Fact]
    public void What_is_held_counts_until_its_heal()
    {
        var scenario = Scenario("proxy-stopped");

        var longer = OutagePrediction.Of(scenario with { Held = scenario.Held + TimeSpan.FromSeconds(4) }, Clock);

        Assert.Equal(TimeSpan.FromSeconds(4), longer.Longest - OutagePrediction.Of(scenario, Clock).Longest);
    }

    [Fact]
    public void A_fault_that_nobody_predicted_is_refused()
    {
        Assert.Throws<ArgumentException>(() => OutagePrediction.Of(Scenario("postmaster-killed") with { Fault = "unheard-of" }, Clock));
    }

    [Theory]
    [InlineData("postmaster-killed", 3)]
    [InlineData("member-killed", 6)]
    [InlineData("member-lost", 21)]
    [InlineData("leader-frozen", 30)]
    [InlineData("pooler-killed", 2)]
    [InlineData("replica-killed", null)]
    [InlineData("store-frozen", null)]
    public void Limits_are_those_of_the_topology(string name, int? seconds)
    {
        var limit = FailoverGates.LimitOf(Scenario(name), new TopologyText().Resolve().Limits.Failover, Clock);

        Assert.Equal(seconds, (int?)limit?.TotalSeconds);
    }

    [Fact]
    public void A_member_that_may_come_back_after_its_key_is_allowed_what_a_lost_one_is()
    {
        var limits = new TopologyText().Resolve().Limits.Failover;

        var limit = FailoverGates.LimitOf(Scenario("member-killed"), limits, Clock with { SupervisorRestart = TimeSpan.FromMinutes(5) });

        Assert.Equal(FailoverGates.LimitOf(Scenario("member-lost"), limits, Clock), limit);
    }

    [Fact]
    public void Where_nobody_ends_connections_a_frozen_leaders_clients_wait_until_its_server_is_ended()
    {
        var clock = Clock with { PastFrozenServer = [new("found dead", TimeSpan.FromSeconds(15)), new("ended", TimeSpan.FromSeconds(10))] };
        var limits = new TopologyText().Resolve().Limits.Failover;

        Assert.Contains("found dead 15 + ended 10", OutagePrediction.Of(Scenario("leader-frozen"), clock).ToString(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(55), FailoverGates.LimitOf(Scenario("leader-frozen"), limits, clock));
        Assert.Equal(OutagePrediction.Of(Scenario("patroni-frozen"), Clock).Longest, OutagePrediction.Of(Scenario("patroni-frozen"), clock).Longest);
    }

    private static FailoverScenario Scenario(string name) => FailoverScenarios.All.Single(scenario => scenario.Name == name);
}

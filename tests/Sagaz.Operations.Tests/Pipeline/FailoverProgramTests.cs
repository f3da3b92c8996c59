using Sagaz.Core.Errors;
using Sagaz.Core.Failover;
using Sagaz.Core.Topology;
using Sagaz.Operations.Faults;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Tests.Runtimes;

namespace Sagaz.Operations.Tests.Pipeline;

/// <summary>What is not played is said, and never counts as passed.</summary>
public sealed class FailoverProgramTests
{
    private static readonly FaultOffer Offer = new([new Offered(FaultVerbs.KillMember), new Offered(FaultVerbs.DeletePod)], new Dictionary<string, string> { ["kill-store"] = "it is not ours" });

    [Fact]
    public void Scenarios_of_every_fault_that_is_offered_are_played()
    {
        Assert.Equal(["member-killed", "leader-pod-deleted", "replica-killed"], FailoverProgram.Of(Request("all"), Offer).Select(group => group.Name));
    }

    [Fact]
    public void The_others_are_listed_with_their_reason()
    {
        var left = FailoverProgram.NotApplicable(Request("all"), Offer);

        Assert.Contains("not applicable here: store-killed (kill-store): it is not ours", left);
        Assert.Contains(left, line => line.StartsWith("not applicable here: leader-frozen (freeze-postgres): ", StringComparison.Ordinal));
        Assert.Equal(FailoverProgram.NotApplicable(Request("random"), Offer), left);
        Assert.Empty(FailoverProgram.NotApplicable(Request("member-killed"), Offer));
    }

    [Fact]
    public void One_that_was_asked_for_by_name_and_is_not_applicable_is_refused_with_the_reason()
    {
        var refused = Assert.Throws<PreconditionException>(() => FailoverProgram.Of(Request("store-killed"), Offer));
        var unknown = Assert.Throws<PreconditionException>(() => FailoverProgram.Of(Request("member-kiled"), Offer));

        Assert.Equal("The scenario 'store-killed' is not applicable here: it is not ours.", refused.Sentence);
        Assert.Contains("did you mean 'member-killed'", unknown.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Durability.Strict, 2, "member-killed", false)]
    [InlineData(Durability.Strict, 2, "replica-killed", false)]
    [InlineData(Durability.Strict, 2, "pooler-killed", true)]
    [InlineData(Durability.Strict, 3, "member-killed", true)]
    [InlineData(Durability.Sync, 2, "member-killed", true)]
    public void Whoever_would_wait_for_a_replica_that_nobody_brings_back_is_told_before(Durability durability, int members, string scenario, bool isPlayed)
    {
        var topology = FixedCluster.Debian12.Topology with { Durability = durability, Members = members };
        FailoverScenario[] rounds = [FailoverScenarios.All.Single(known => known.Name == scenario)];

        var refused = Record.Exception(() => FailoverProgram.RequireMembers(topology, rounds));

        if (isPlayed)
            Assert.Null(refused);
        else
            Assert.Contains("--replicas 2", Assert.IsType<PreconditionException>(refused).Message, StringComparison.Ordinal);
    }

    private static FailoverRequest Request(string scenario) => new() { Scenario = scenario, Rounds = 1, Seed = 1 };

    private sealed record Offered(FaultVerb Verb) : IFault
    {
        public Task BreakAsync(string target, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task HealAsync(string target, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

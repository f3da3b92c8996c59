using System.Text.Json;
using Sagaz.Core.Errors;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Pipeline;

namespace Sagaz.Operations.Tests.Failover;

public sealed class HandoverTests
{
    private const long LagLimit = 16;

    [Fact]
    public void Chooses_the_synchronous_replica_before_one_that_is_further()
    {
        var view = View(Member("postgres-0", "leader"), Member("postgres-1", "replica", lag: 0), Member("postgres-2", "sync_standby", lag: 8));

        Assert.Equal(new Handover("postgres-0", "postgres-2"), Handover.Choose(view, null, LagLimit));
    }

    [Theory]
    [InlineData("postgres-0", "leads already")]
    [InlineData("postgers-1", "did you mean 'postgres-1'?")]
    [InlineData("postgres-1", "no synchronous replica")]
    [InlineData("postgres-3", "does not follow postgres-0")]
    [InlineData("postgres-4", "17 bytes behind postgres-0; the limit is 16")]
    public void Refuses_who_could_not_take_over_without_a_loss(string candidate, string because)
    {
        var view = View(
            Member("postgres-0", "leader"), Member("postgres-1", "replica", lag: 0), Member("postgres-2", "sync_standby", lag: 0),
            Member("postgres-3", "replica", state: "starting", lag: 0), Member("postgres-4", "sync_standby", lag: 17));

        Assert.Contains(because, Assert.Throws<PreconditionException>(() => Handover.Choose(view, candidate, LagLimit)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_where_nobody_leads_or_the_leader_is_alone()
    {
        Assert.Contains("Nobody leads", Assert.Throws<PreconditionException>(() => Handover.Choose(View(Member("postgres-0", "replica")), null, LagLimit)).Sentence, StringComparison.Ordinal);
        Assert.Contains("alone", Assert.Throws<PreconditionException>(() => Handover.Choose(View(Member("postgres-0", "leader")), null, LagLimit)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failover_names_what_may_be_lost()
    {
        var status = new MemberStatus { State = "running", StoreSeenAt = 1_769_860_800, Wal = new WalPosition { LastCommit = "2026-01-31 11:59:58+00:00" } };

        var synchronous = FailOver.Consequence(Member("postgres-1", "sync_standby", lag: 42), status);
        var other = FailOver.Consequence(Member("postgres-1", "replica"), status with { StoreSeenAt = null, Wal = null });

        Assert.Contains("42 bytes behind", synchronous, StringComparison.Ordinal);
        Assert.Contains("2026-01-31 11:59:58+00:00", synchronous, StringComparison.Ordinal);
        Assert.Contains("saw it at 2026-01-31 12:00:00Z", synchronous, StringComparison.Ordinal);
        Assert.Contains("an unknown number of bytes", other, StringComparison.Ordinal);
        Assert.Contains("Acknowledged commits may be missing", other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("13:30", "2026-01-31T13:30:00Z")]
    [InlineData("11:30", "2026-02-01T11:30:00Z")]
    [InlineData("2026-01-31T12:30+00:00", "2026-01-31T12:30:00Z")]
    public void A_time_of_day_is_the_next_one(string text, string expected)
    {
        Assert.Equal(DateTimeOffset.Parse(expected), SwitchOver.Parse(text, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("2026-01-31T11:30+00:00")]
    public void What_is_no_time_or_has_passed_is_refused(string text)
    {
        Assert.Throws<PreconditionException>(() => SwitchOver.Parse(text, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)));
    }

    private static ClusterView View(params ClusterMember[] members) => new() { Members = members };

    private static ClusterMember Member(string name, string role, string state = "running", long? lag = null) => new()
    {
        Name = name,
        Role = role,
        State = state,
        Timeline = 2,
        Lag = lag is null ? null : JsonSerializer.SerializeToElement(lag),
    };
}

using Sagaz.Core.Load;

namespace Sagaz.Core.Tests.Load;

public sealed class ReplicationLagTraceTests
{
    [Fact]
    public void A_replica_that_follows_has_the_lag_that_the_leader_reports()
    {
        var trace = new ReplicationLagTrace();
        Look(trace, 0, 100, 100, 0);

        Assert.Equal(7, Look(trace, 100, 200, 150, 7));
        Assert.Equal(0, Look(trace, 200, 200, 200, 0));
    }

    [Fact]
    public void A_replica_that_stands_still_falls_behind_whatever_was_reported_last()
    {
        var trace = new ReplicationLagTrace();
        Look(trace, 0, 100, 100, 0);
        Look(trace, 100, 200, 100, 3);

        Assert.Equal(400, Look(trace, 500, 300, 100, 3));
        // It has replayed the first of what it missed.
        Assert.Equal(100, Look(trace, 600, 300, 200, 3));
    }

    [Fact]
    public void A_replica_that_is_gone_falls_behind_too()
    {
        var trace = new ReplicationLagTrace();
        Look(trace, 0, 100, 100, 0);
        trace.Add(100, "a", 200, new Dictionary<string, (ulong, double)>());

        Assert.Equal(900, trace.Add(1000, "a", 300, new Dictionary<string, (ulong, double)>())["r"]);
    }

    [Fact]
    public void Without_writes_nobody_is_behind()
    {
        var trace = new ReplicationLagTrace();
        Look(trace, 0, 100, 100, 0);

        Assert.Equal(0, Look(trace, 60_000, 100, 100, 0));
    }

    [Fact]
    public void A_new_leader_is_nobodys_replica_and_measures_by_its_own_positions()
    {
        var trace = new ReplicationLagTrace();
        Look(trace, 0, 500, 500, 0);
        Look(trace, 100, 900, 500, 0);

        var lag = trace.Add(5000, "b", 600, new Dictionary<string, (ulong, double)> { ["former leader"] = (600, 0) });

        Assert.Equal(new Dictionary<string, double> { ["former leader"] = 0 }, lag);
    }

    private static double Look(ReplicationLagTrace trace, double at, ulong position, ulong replayed, double reported, string leader = "a") =>
        trace.Add(at, leader, position, new Dictionary<string, (ulong, double)> { ["r"] = (replayed, reported) })["r"];
}

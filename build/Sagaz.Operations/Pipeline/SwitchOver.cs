using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Core.Failover;
using Sagaz.Core.Gates;
using Sagaz.Operations.Failover;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Pipeline;

/// <summary><c>Switchover</c>: hands the lead over while writers wait at their pool, and measures how long they did.</summary>
public static class SwitchOver
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="to">Member that is to lead; null for the replica that is ready best.</param>
    /// <param name="at">When, as a time of day or a date with time; null for now.</param>
    /// <param name="cancellationToken">Ends the wait for the time; the pool always resumes, and a switchover that has begun goes on.</param>
    /// <exception cref="PreconditionException">No leader, or no member that could take over.</exception>
    /// <exception cref="GateRefusedException">A writer got an error or waited for too long.</exception>
    public static async Task<GateReport> RunAsync(ClusterContext cluster, string? to, string? at, CancellationToken cancellationToken)
    {
        var endpoints = cluster.Locate();
        using var patroni = ClusterContext.OpenPatroni(endpoints);
        await ChooseAsync(cluster, patroni, to, cancellationToken);
        if (at is not null)
            await AwaitTimeAsync(cluster, Parse(at, DateTimeOffset.Now), cancellationToken);
        await ClusterReadiness.AwaitDurabilityAsync(cluster, patroni, cancellationToken);
        var handover = await ChooseAsync(cluster, patroni, to, cancellationToken);
        cluster.Log.Information($"{handover.Leader} hands the lead to {handover.Candidate}");
        await using var watch = await ClientWatch.BeginAsync(cluster, endpoints, "switchover", cancellationToken);
        await new QuietHandover(cluster, endpoints, patroni).RunAsync(handover, cancellationToken);
        var saw = await watch.EndAsync(cancellationToken);
        await ClusterReadiness.AwaitReplicasAsync(cluster, patroni, cancellationToken);
        await ClusterReadiness.AwaitDurabilityAsync(cluster, patroni, cancellationToken);
        return cluster.RequireGates(SwitchoverGates.Judge(saw, cluster.Topology.Limits.Failover.Switchover + cluster.Runtime.LeadFollows));
    }

    /// <summary>When a switchover is to begin: the next time that a clock shows it.</summary>
    /// <param name="text"><c>03:30</c>, or a date with time, <c>2026-01-31 03:30</c> or <c>2026-01-31T03:30Z</c>; local unless it names a zone.</param>
    /// <param name="now">The time now.</param>
    /// <exception cref="PreconditionException">It is no time, or it has passed.</exception>
    internal static DateTimeOffset Parse(string text, DateTimeOffset now)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            var today = new DateTimeOffset(now.Date + time.ToTimeSpan(), now.Offset);
            return today > now ? today : today.AddDays(1);
        }
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment))
            throw new PreconditionException($"--at '{text}' is no time.", remedy: "--at 03:30, or --at 2026-01-31T03:30Z");
        return moment > now ? moment : throw new PreconditionException($"--at {moment:u} has passed; it is {now:u}.", remedy: "a later --at, or none for now");
    }

    private static async Task<Handover> ChooseAsync(ClusterContext cluster, PatroniClient patroni, string? to, CancellationToken cancellationToken) =>
        await patroni.ReadClusterAsync(cancellationToken) is { } view
            ? Handover.Choose(view, to, cluster.Topology.Limits.ReplayLagBytes)
            : throw new PreconditionException($"The cluster '{cluster.Settings.ClusterName}' does not answer.", remedy: "./build.sh Up");

    private static async Task AwaitTimeAsync(ClusterContext cluster, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        cluster.Log.Information($"waiting until {moment:u}; Ctrl+C calls it off");
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (DateTimeOffset.UtcNow < moment)
            await clock.WaitForNextTickAsync(cancellationToken);
    }
}

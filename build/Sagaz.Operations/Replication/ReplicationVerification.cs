using Sagaz.Core.Errors;
using Sagaz.Core.Replication;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Replication;

/// <summary>Verifies that replication works: asks the members, writes and reads a canary, follows the pools, judges.</summary>
public sealed class ReplicationVerification(IProgressLog log)
{
    private readonly ReplicationProbe _probe = new();

    /// <summary>Runs the whole verification; what is wrong with the cluster is a verdict, not an exception.</summary>
    /// <param name="request">The endpoints and what they are judged by.</param>
    /// <param name="cancellationToken">Ends it with <see cref="OperationCanceledException"/> and leaves nothing behind.</param>
    /// <exception cref="PreconditionException">The request holds a value outside its range.</exception>
    /// <exception cref="OperationFailedException">The leader changed meanwhile, or refused its superuser.</exception>
    public async Task<ReplicationVerificationReport> RunAsync(
        ReplicationVerificationRequest request,
        CancellationToken cancellationToken = default)
    {
        request.Require();
        log.Information($"replication: asking {request.Members.Count} members");
        var before = await _probe.ReadAsync(request.Members, cancellationToken: cancellationToken);
        log.Information($"replication: {Describe(before)}; writing {request.Samples} canary rows through {request.ReadWritePool.Name}");
        var canary = await new ReplicationCanary(log).RunAsync(request, before, cancellationToken);
        foreach (var reading in canary.Replicas.Concat(canary.ReadOnlyPool))
            log.Information($"canary: {reading.Observer} saw {reading.Seen} of {canary.Requested} rows; lag in ms: {reading.LagMilliseconds}");

        log.Information($"replication: making {request.RoutingConnections} connections through each pool");
        var readWrite = new PoolRoutingProbe(request.ReadWritePool).ReadAsync(request.RoutingConnections, before, cancellationToken);
        var readOnly = new PoolRoutingProbe(request.ReadOnlyPool).ReadAsync(request.RoutingConnections, before, cancellationToken);
        await Task.WhenAll(readWrite, readOnly);
        var after = await _probe.ReadAsync(request.Members, cancellationToken: cancellationToken);
        var routing = new PoolRoutingResult(await readWrite, await readOnly);
        RequireSameLeader(before, after, canary);
        var gates = ReplicationGates.Judge(request.Expectation, after, canary, routing);
        return new ReplicationVerificationReport(gates, after, canary, routing);
    }

    private static void RequireSameLeader(ReplicationSnapshot before, ReplicationSnapshot after, CanaryResult canary)
    {
        if (before.Leaders is not [var old] || after.Leaders.Any(leader => leader.Name == old.Name && leader.Timeline == old.Timeline))
            return;
        string[] facts =
        [
            .. after.Members.Select(Describe),
            .. canary.WriteFailure.Length == 0 ? Array.Empty<string>() : [$"canary: {canary.WriteFailure}"],
        ];
        throw new OperationFailedException(
            $"The leader changed while replication was verified: {Describe(old)} before, {Describe(after)} after.",
            facts,
            "./build.sh Status until one member leads, then ./build.sh VerifyReplication");
    }

    private static string Describe(ReplicationSnapshot snapshot) =>
        snapshot.Leaders.Count == 0 ? "nobody leads" : string.Join(" and ", snapshot.Leaders.Select(Describe));

    private static string Describe(MemberSnapshot member) => member.Role switch
    {
        MemberRole.Leader => $"'{member.Name}' leads on timeline {member.Timeline}",
        MemberRole.Replica => $"'{member.Name}' replays on timeline {member.Timeline}",
        _ => $"'{member.Name}' is unreachable ({member.UnreachableReason})",
    };
}

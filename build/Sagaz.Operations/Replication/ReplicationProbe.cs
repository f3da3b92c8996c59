using Sagaz.Core.Replication;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Replication;

/// <summary>Asks every member directly, at once; one that does not answer becomes a state of the snapshot.</summary>
/// <param name="time">The clock that dates the answers; the system's unless said otherwise.</param>
public sealed class ReplicationProbe(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>How long one member may take to answer unless said otherwise: 4 s.</summary>
    public static TimeSpan MemberDeadline { get; } = TimeSpan.FromSeconds(4);

    /// <summary>Reads all members in parallel.</summary>
    /// <param name="members">Direct endpoints of a superuser, or of a member of pg_monitor.</param>
    /// <param name="deadline">How long each may take; <see cref="MemberDeadline"/> unless said otherwise.</param>
    /// <param name="cancellationToken">Ends the reading with <see cref="OperationCanceledException"/>.</param>
    public async Task<ReplicationSnapshot> ReadAsync(
        IReadOnlyList<PostgresEndpoint> members,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default)
    {
        var views = await Task.WhenAll(members.Select(member =>
            ReadOneAsync(member, deadline ?? MemberDeadline, cancellationToken)));
        var leaders = views.Where(view => view.Member.Role == MemberRole.Leader).ToList();
        var only = leaders is [var leader] ? leader : new View(views[0].Member, [], [], []);
        return new ReplicationSnapshot([.. views.Select(view => view.Member)], only.Links, only.Slots) { LoweredCommits = only.Lowered };
    }

    private async Task<View> ReadOneAsync(PostgresEndpoint endpoint, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(deadline);
        try
        {
            await using var source = endpoint.CreateDataSource(deadline, deadline);
            await using var connection = await source.OpenConnectionAsync(limit.Token);
            var member = await MemberReader.ReadMemberAsync(connection, endpoint.Name, _time, limit.Token);
            return member.Role == MemberRole.Replica
                ? new View(member, [], [], [])
                : new View(
                    member,
                    await MemberReader.ReadLinksAsync(connection, limit.Token),
                    await MemberReader.ReadSlotsAsync(connection, limit.Token),
                    await MemberReader.ReadLoweredCommitsAsync(connection, limit.Token));
        }
        catch (Exception exception) when (ConnectionFailure.Is(exception, cancellationToken))
        {
            var reason = ConnectionFailure.Describe(exception);
            return new View(MemberSnapshot.Unreachable(endpoint.Name, reason, _time.GetUtcNow()), [], [], []);
        }
    }

    private sealed record View(
        MemberSnapshot Member,
        IReadOnlyList<ReplicationLink> Links,
        IReadOnlyList<ReplicationSlot> Slots,
        IReadOnlyList<string> Lowered);
}

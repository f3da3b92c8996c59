namespace Sagaz.Core.Doctor;

/// <summary>One member as Patroni and its own server show it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsLeader">Whether it leads.</param>
/// <param name="State">Patroni's word; <c>gone</c> where Patroni does not know it.</param>
/// <param name="IsRunning">Whether its server answers queries.</param>
/// <param name="Timeline">Its timeline; null while it does not run.</param>
/// <param name="LagBytes">Bytes behind the leader; null on the leader and while unknown.</param>
/// <param name="IsReplayPaused">Whether somebody stopped its replay.</param>
/// <param name="ClockOffset">How far its clock is from ours; null where it did not answer.</param>
public sealed record MemberSymptoms(
    string Name, bool IsLeader, string State, bool IsRunning, int? Timeline, long? LagBytes, bool IsReplayPaused, TimeSpan? ClockOffset);

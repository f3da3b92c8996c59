namespace Sagaz.Core.Replication;

/// <summary>Where one connection through a pool ended up.</summary>
/// <param name="Server">The member's name, or the server's address where it is no member.</param>
/// <param name="Role">What that server said it is.</param>
/// <param name="SynchronousCommit">The session's <c>synchronous_commit</c>, role and database settings included.</param>
public sealed record RoutedConnection(string Server, MemberRole Role, string SynchronousCommit = "on")
{
    /// <summary>Whether a commit of this session waits for the flush on a synchronous standby.</summary>
    /// <remarks><c>remote_write</c> does not: the standby's machine may lose what it had not flushed.</remarks>
    public bool WaitsForStandby => SynchronousCommit is "on" or "remote_apply";
}

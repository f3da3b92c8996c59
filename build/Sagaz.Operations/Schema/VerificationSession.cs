namespace Sagaz.Operations.Schema;

/// <summary>What all sessions of a verification have in common.</summary>
internal static class VerificationSession
{
    /// <summary>One login. A verification makes many, on a server that may be busy: being slow to log in is not what it judges.</summary>
    public static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(15);
}

using System.Net.Sockets;
using Npgsql;

namespace Sagaz.Operations.Replication;

/// <summary>Which exceptions mean that a server, or the way to it, failed; such a failure is a finding here, not an error.</summary>
internal static class ConnectionFailure
{
    /// <summary>Whether the server refused, broke off or did not answer in time.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="cancellationToken">The caller's own token: when it was cancelled, nothing failed.</param>
    public static bool Is(Exception exception, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && exception is NpgsqlException or TimeoutException or SocketException or IOException or OperationCanceledException;

    /// <summary>One line that says why.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        PostgresException refused => $"{refused.SqlState} {refused.MessageText}",
        OperationCanceledException => "no answer before the deadline",
        { InnerException: SocketException or TimeoutException or IOException } when !RepeatsItself(exception, exception.InnerException) =>
            $"{exception.Message}: {exception.InnerException.Message}",
        _ => exception.Message,
    };

    private static bool RepeatsItself(Exception outer, Exception inner) =>
        inner.Message.StartsWith(outer.Message, StringComparison.Ordinal);
}

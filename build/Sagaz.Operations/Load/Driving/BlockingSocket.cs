using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using Npgsql;

namespace Sagaz.Operations.Load.Driving;

/// <summary>Lets the kernel wake a client's thread when its answer comes.</summary>
/// <remarks>
/// Npgsql connects without blocking. Whatever it says afterwards, .NET keeps such a socket non-blocking and imitates a blocking
/// read with an epoll thread: two switches of threads for each answer, which a generator of load would measure as latency.
/// Neither Npgsql nor .NET offers the way back, so the socket is taken from inside; where that fails, the imitation stays.
/// </remarks>
internal static partial class BlockingSocket
{
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Makes the socket of a connection, which nobody uses asynchronously, a blocking one.</summary>
    /// <returns>Whether it is one now.</returns>
    public static bool TryUse(NpgsqlConnection connection)
    {
        if (!OperatingSystem.IsLinux() || SocketOf(connection) is not { } socket)
            return false;
        var descriptor = (int)socket.Handle;
        var flags = Control(descriptor, GetFlags, 0);
        return flags >= 0 && Control(descriptor, SetFlags, flags & ~NonBlocking) == 0;
    }

    private static Socket? SocketOf(NpgsqlConnection connection)
    {
        var connector = typeof(NpgsqlConnection).GetProperty("Connector", Inside)?.GetValue(connection);
        return connector?.GetType().GetField("_socket", Inside)?.GetValue(connector) as Socket;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);
}

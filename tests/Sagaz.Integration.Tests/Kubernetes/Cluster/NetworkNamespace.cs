using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>Sockets in the network of another process, made as a kubelet makes them: a thread of its own enters that network, and ends.</summary>
internal static partial class NetworkNamespace
{
    private const int Network = 0x40000000;

    /// <summary>Listens on all addresses of that network.</summary>
    public static Task<Socket> ListenAsync(int process, int port) => WithinAsync(process, () =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        socket.Listen();
        return socket;
    });

    /// <summary>Connects from that network.</summary>
    /// <returns>Null where nobody answers.</returns>
    public static async Task<Socket?> ConnectAsync(int process, IPAddress address, int port, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        try
        {
            socket = await WithinAsync(process, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            return socket;
        }
        catch (Exception silent) when (silent is SocketException or IOException or OperationCanceledException)
        {
            socket?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static Task<T> WithinAsync<T>(int process, Func<T> make)
    {
        var made = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/ns/net"));
                if (SetNamespace((int)network.DangerousGetHandle(), Network) != 0)
                    throw new Win32Exception();
                made.SetResult(make());
            }
            catch (Exception error) when (error is IOException or Win32Exception or SocketException or UnauthorizedAccessException)
            {
                made.SetException(error);
            }
        })
        { IsBackground = true }.Start();
        return made.Task;
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNamespace(int descriptor, int type);
}

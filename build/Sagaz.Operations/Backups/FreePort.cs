using System.Net;
using System.Net.Sockets;

namespace Sagaz.Operations.Backups;

/// <summary>A port of this machine's loopback on which nobody listens.</summary>
internal static class FreePort
{
    /// <returns>A port that the system chose, 1 to 65535.</returns>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Net;
using System.Net.Sockets;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Processes;

public sealed class ListeningPortTests
{
    public static TheoryData<string> MeetingAddresses => ["127.0.0.1", "0.0.0.0", "::1", "::"];

    [Theory]
    [MemberData(nameof(MeetingAddresses))]
    public void A_listener_is_found_with_the_process_that_owns_it(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();

        var found = Find(listener);

        Assert.Equal(Environment.ProcessId, found?.Owner()?.Id);
    }

    [Fact]
    public void A_listener_on_another_loopback_address_is_in_nobodys_way()
    {
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        listener.Start();

        Assert.Null(Find(listener));
    }

    [Fact]
    public void A_port_that_is_only_bound_does_not_listen()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        Assert.DoesNotContain(ListeningPort.All(), listening => listening.Port == port);
    }

    [Fact]
    public void A_socket_that_no_process_holds_has_no_owner()
    {
        Assert.Null(new ListeningPort(5432, "0").Owner());
    }

    private static ListeningPort? Find(TcpListener listener) =>
        ListeningPort.All().FirstOrDefault(listening => listening.Port == ((IPEndPoint)listener.LocalEndpoint).Port);
}

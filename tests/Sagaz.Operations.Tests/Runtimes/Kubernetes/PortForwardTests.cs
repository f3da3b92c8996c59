using System.Net;
using System.Net.Sockets;
using System.Text;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

public sealed class PortForwardTests : IAsyncLifetime
{
    private DeployerHarness harness = null!;

    public async Task InitializeAsync() => harness = await DeployerHarness.StartAsync();

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task Bytes_reach_the_pods_port_and_come_back()
    {
        using var server = Listen();
        harness.Fake.Pods.Ports["postgresql-1:5432"] = PortOf(server);
        await using var forward = new PortForward(harness.Api, 0, 5432, _ => Task.FromResult("postgresql-1"), harness.Log);
        using var client = new TcpClient();

        await client.ConnectAsync(IPAddress.Loopback, forward.Port);
        using var served = await server.AcceptTcpClientAsync();
        var question = new byte[100_000];
        Random.Shared.NextBytes(question);
        var sending = client.GetStream().WriteAsync(question).AsTask();
        var heard = await ReadAsync(served.GetStream(), question.Length);
        await sending;
        await served.GetStream().WriteAsync("answer"u8.ToArray());
        var answer = await ReadAsync(client.GetStream(), 6);
        served.Close();

        Assert.Equal(question, heard);
        Assert.Equal("answer", Encoding.UTF8.GetString(answer));
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pod_that_does_not_listen_ends_the_connection_and_the_log_says_why()
    {
        await using var forward = new PortForward(harness.Api, 0, 5432, _ => Task.FromResult("postgresql-9"), harness.Log);
        using var client = new TcpClient();

        await client.ConnectAsync(IPAddress.Loopback, forward.Port);
        var ended = await EndsAsync(client);

        Assert.True(ended);
        await Eventually.HoldsAsync(() => Task.FromResult(harness.Log.Lines.Any(line => line.Contains("nothing listens on postgresql-9:5432", StringComparison.Ordinal))));
    }

    [Fact(Timeout = 60_000)]
    public async Task Connections_that_are_open_end_with_the_forward()
    {
        using var server = Listen();
        harness.Fake.Pods.Ports["postgresql-0:8008"] = PortOf(server);
        var forward = new PortForward(harness.Api, 0, 8008, _ => Task.FromResult("postgresql-0"), harness.Log);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, forward.Port);
        using var served = await server.AcceptTcpClientAsync();

        await forward.DisposeAsync();

        Assert.True(await EndsAsync(client));
    }

    [Fact]
    public void A_port_that_is_taken_is_refused_by_name()
    {
        using var other = Listen();

        var refused = Assert.Throws<PreconditionException>(() => new PortForward(harness.Api, PortOf(other), 5432, _ => Task.FromResult("postgresql-0"), harness.Log));

        Assert.Contains($"Port {PortOf(other)}", refused.Sentence, StringComparison.Ordinal);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Whether the other side closes, in order or by a reset.</summary>
    private static async Task<bool> EndsAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1]) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int length)
    {
        var buffer = new byte[length];
        await stream.ReadExactlyAsync(buffer);
        return buffer;
    }
}

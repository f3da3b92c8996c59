using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Tests.PgBouncer;

/// <summary>A fake of ours: PgBouncer's console on a real socket, as far as psql speaks to it.</summary>
internal sealed class FakePooler : IAsyncDisposable
{
    private const int TlsWanted = 80877103;
    private const int GssWanted = 80877104;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task serving;

    public FakePooler()
    {
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Everything that it was told, in order.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>What it answers: rows with their titles first, an error's text, or nothing for a bare success.</summary>
    public Func<string, FakeAnswer> Answer { get; set; } = _ => new FakeAnswer();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How it is reached, under a name of its own.</summary>
    public PostgresEndpoint Endpoint(string name) => new() { Name = name, Host = "127.0.0.1", Port = Port, Database = "sagaz", Username = "postgres", Password = "secret" };

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await serving;
        ending.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(TalkAsync(await listener.AcceptTcpClientAsync(ending.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var served = client;
        var stream = client.GetStream();
        try
        {
            while (BinaryPrimitives.ReadInt32BigEndian(await ReadAsync(stream, await LengthAsync(stream))) is TlsWanted or GssWanted)
                await stream.WriteAsync("N"u8.ToArray(), ending.Token);
            await SendAsync(stream, 'R', [0, 0, 0, 0]);
            await SendAsync(stream, 'S', Text("server_version", "1.24.1/bouncer"));
            await SendAsync(stream, 'Z', "I"u8.ToArray());
            while ((char)(await ReadAsync(stream, 1))[0] == 'Q')
            {
                var sql = Encoding.UTF8.GetString(await ReadAsync(stream, await LengthAsync(stream))).TrimEnd('\0');
                Told.Enqueue(sql);
                await ReplyAsync(stream, Answer(sql));
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Told.Enqueue("(gone)");
        }
    }

    private async Task ReplyAsync(NetworkStream stream, FakeAnswer answer)
    {
        if (answer.Hangs)
            await Task.Delay(Timeout.Infinite, ending.Token);
        if (answer.Error is { } error)
            await SendAsync(stream, 'E', [.. Text("SERROR"), .. Text("C08P01"), .. Text("M" + error), 0]);
        else if (answer.Rows is [var titles, .. var rows])
        {
            await SendAsync(stream, 'T', [.. Short(titles.Length), .. titles.SelectMany(title => (byte[])[.. Text(title), 0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0])]);
            foreach (var row in rows)
                await SendAsync(stream, 'D', [.. Short(row.Length), .. row.SelectMany(cell => (byte[])[.. Int(Encoding.UTF8.GetByteCount(cell)), .. Encoding.UTF8.GetBytes(cell)])]);
        }
        if (answer.Error is null)
            await SendAsync(stream, 'C', Text(answer.Rows is null ? "PAUSE" : "SHOW"));
        await SendAsync(stream, 'Z', "I"u8.ToArray());
    }

    private async Task SendAsync(NetworkStream stream, char kind, byte[] body) => await stream.WriteAsync((byte[])[(byte)kind, .. Int(body.Length + 4), .. body], ending.Token);

    private async Task<int> LengthAsync(NetworkStream stream) => BinaryPrimitives.ReadInt32BigEndian(await ReadAsync(stream, 4)) - 4;

    private async Task<byte[]> ReadAsync(NetworkStream stream, int length)
    {
        var buffer = new byte[length];
        await stream.ReadExactlyAsync(buffer, ending.Token);
        return buffer;
    }

    private static byte[] Text(params string[] texts) => [.. texts.SelectMany(text => Encoding.UTF8.GetBytes(text).Append((byte)0))];

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Sagaz.Operations.Tests.Browsers;

/// <summary>One connection of Chromium's DevTools protocol.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> asked = new();
    private readonly ConcurrentQueue<(string Method, JsonObject Parameters)> events = new();
    private Task reading = Task.CompletedTask;
    private int last;

    public static async Task<DevTools> ConnectAsync(Uri page)
    {
        var tools = new DevTools();
        using var limit = new CancellationTokenSource(Deadline);
        await tools.socket.ConnectAsync(page, limit.Token);
        tools.reading = tools.ReadAsync();
        return tools;
    }

    public IReadOnlyList<string> EventsOf(string method, Func<JsonObject, string> describe) =>
        [.. events.Where(it => it.Method == method).Select(it => describe(it.Parameters)).Where(text => text.Length > 0)];

    public async Task<JsonObject> SendAsync(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref last);
        var answer = asked[id] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        return await answer.Task.WaitAsync(Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using var message = new MemoryStream();
                WebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                Take(JsonNode.Parse(message.ToArray())!.AsObject());
            }
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException)
        {
            foreach (var waiting in asked.Values)
                waiting.TrySetException(closed);
        }
    }

    private void Take(JsonObject message)
    {
        if (message["id"]?.GetValue<int>() is not { } id)
            events.Enqueue(($"{message["method"]}", message["params"]?.DeepClone().AsObject() ?? []));
        else if (asked.TryRemove(id, out var answer) && message["error"] is { } error)
            answer.SetException(new InvalidOperationException(error.ToJsonString()));
        else
            answer?.SetResult(message["result"]?.DeepClone().AsObject() ?? []);
    }
}

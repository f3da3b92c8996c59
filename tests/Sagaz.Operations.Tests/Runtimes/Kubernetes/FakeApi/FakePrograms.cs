using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>Programs in pods as the kubelet runs them: channels over a websocket, to a process of this machine.</summary>
internal sealed class FakePrograms
{
    private const int BufferBytes = 4 * 1024;
    private const string Newer = "v5.channel.k8s.io";
    private const string Older = "v4.channel.k8s.io";

    /// <summary>Everything that was run, in order.</summary>
    public ConcurrentQueue<FakeExec> Run { get; } = new();

    /// <summary>Whether the server is new enough to say that a program's input is at its end.</summary>
    public bool EndsInput { get; set; } = true;

    /// <summary>What a program does instead of running here: its exit code and output; null to run it. What kills must never run here.</summary>
    public Func<FakeExec, (int ExitCode, string Output)?> Instead { get; set; } = _ => (0, "");

    /// <summary>The command line of this machine that stands for a program that runs; by default its own.</summary>
    public Func<FakeExec, IReadOnlyList<string>> Line { get; set; } = exec => exec.Command;

    /// <summary>Whether the connection is cut before anybody says how a program ended.</summary>
    public bool IsCutAtTheEnd { get; set; }

    /// <summary>Whether the connection is closed in good order without a word on how a program ended.</summary>
    public bool IsSilentAtTheEnd { get; set; }

    public async Task ServeAsync(HttpContext context, string path)
    {
        var query = context.Request.Query;
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        var protocol = EndsInput && offered.Contains(Newer) ? Newer : offered.First(name => name == Older);
        var exec = new FakeExec(path.Split('/')[^2], (string?)query["container"] ?? "", [.. query["command"].Select(part => part!)], query["stdin"] == "1", protocol);
        Run.Enqueue(exec);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        var code = Instead(exec) is { } scripted
            ? await AnswerAsync(socket, scripted.ExitCode, scripted.Output, context.RequestAborted)
            : await RunAsync(socket, Line(exec), exec.HasInput, context.RequestAborted);
        if (IsCutAtTheEnd)
        {
            context.Abort();
            return;
        }
        if (!IsSilentAtTheEnd)
            await SendAsync(socket, 3, Status(code), context.RequestAborted);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private static async Task<int> AnswerAsync(WebSocket socket, int code, string output, CancellationToken cancellationToken)
    {
        await SendAsync(socket, 1, output, cancellationToken);
        return code;
    }

    private static async Task<int> RunAsync(WebSocket socket, IReadOnlyList<string> line, bool hasInput, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var sending = new SemaphoreSlim(1);
        if (hasInput)
            _ = FeedAsync(socket, process, cancellationToken);
        else
            process.StandardInput.Close();
        await Task.WhenAll(PassAsync(socket, 1, process.StandardOutput, sending, cancellationToken), PassAsync(socket, 2, process.StandardError, sending, cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private static async Task FeedAsync(WebSocket socket, Process process, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var header = 1;
        while (await socket.ReceiveAsync(buffer, cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
        {
            if (header == 1 && buffer[0] == 255)
            {
                process.StandardInput.Close();
                continue;
            }
            await process.StandardInput.BaseStream.WriteAsync(buffer.AsMemory(header, part.Count - header), cancellationToken);
            await process.StandardInput.BaseStream.FlushAsync(cancellationToken);
            header = part.EndOfMessage ? 1 : 0;
        }
    }

    private static async Task PassAsync(WebSocket socket, byte channel, StreamReader from, SemaphoreSlim sending, CancellationToken cancellationToken)
    {
        var text = new char[BufferBytes];
        while (await from.ReadAsync(text, cancellationToken) is var read and > 0)
        {
            await sending.WaitAsync(cancellationToken);
            await SendAsync(socket, channel, new string(text, 0, read), cancellationToken);
            sending.Release();
        }
    }

    private static Task SendAsync(WebSocket socket, byte channel, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(new[] { channel }.Concat(Encoding.UTF8.GetBytes(text)).ToArray(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    private static string Status(int code) => code == 0
        ? """{"metadata":{},"status":"Success"}"""
        : $$$"""{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"{{{code}}}"}]}}""";
}

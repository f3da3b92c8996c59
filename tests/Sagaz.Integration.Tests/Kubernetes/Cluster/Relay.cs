using System.Net.Sockets;

namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>Passes every connection to a listener on to wherever it should go at that moment, as a Service does.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly Func<Socket, CancellationToken, Task<Stream>> welcomeAsync;
    private readonly Func<CancellationToken, Task<Socket?>> reachAsync;
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;

    /// <param name="listener">Accepts.</param>
    /// <param name="welcomeAsync">What is said with who came: its socket, or something around it.</param>
    /// <param name="reachAsync">A connection to where it goes; null refuses.</param>
    public Relay(Socket listener, Func<Socket, CancellationToken, Task<Stream>> welcomeAsync, Func<CancellationToken, Task<Socket?>> reachAsync)
    {
        (this.listener, this.welcomeAsync, this.reachAsync) = (listener, welcomeAsync, reachAsync);
        accepting = AcceptAsync();
    }

    /// <summary>Says nothing of its own.</summary>
    public static Task<Stream> Plainly(Socket came, CancellationToken cancellationToken) => Task.FromResult<Stream>(new NetworkStream(came));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var came = await listener.AcceptAsync(ending.Token);
                _ = PassAsync(came);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(Socket came)
    {
        using (came)
        {
            came.NoDelay = true;
            try
            {
                using var reached = await reachAsync(ending.Token);
                if (reached is null)
                {
                    // A Service without endpoints refuses.
                    came.LingerState = new LingerOption(true, 0);
                    return;
                }
                await using var here = await welcomeAsync(came, ending.Token);
                await using var there = new NetworkStream(reached);
                using var over = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                var first = await Task.WhenAny(here.CopyToAsync(there, over.Token), there.CopyToAsync(here, over.Token));
                await over.CancelAsync();
                await first;
            }
            catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // Whoever came sees it by the end of the connection.
                came.LingerState = new LingerOption(true, 0);
            }
        }
    }
}

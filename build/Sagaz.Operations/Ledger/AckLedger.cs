using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Sagaz.Core.Ledger;

namespace Sagaz.Operations.Ledger;

/// <summary>What clients were told, in a file outside the cluster: the truth that the database is compared with.</summary>
/// <remarks>
/// One thread writes whatever has gathered and flushes it to the disk once, so that many clients share the cost. After
/// a kill -9 the file holds every entry whose <see cref="AppendAsync"/> had returned.
/// </remarks>
public sealed class AckLedger : IAsyncDisposable
{
    private readonly Channel<Line> lines = Channel.CreateUnbounded<Line>(new UnboundedChannelOptions { SingleReader = true });
    private readonly FileStream file;
    private readonly Task writing;
    private readonly DateTimeOffset started = DateTimeOffset.UtcNow;
    private readonly long startedTicks = Stopwatch.GetTimestamp();

    private AckLedger(string path)
    {
        Path = path;
        file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        writing = Task.Run(WriteAsync);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The time now, on a clock that nobody sets back while the ledger is open; UTC.</summary>
    public DateTimeOffset Now => started + Stopwatch.GetElapsedTime(startedTicks);

    /// <summary>Begins a ledger.</summary>
    /// <param name="path">A file that is not there yet; its folder is made.</param>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    public static AckLedger Create(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return new AckLedger(path);
    }

    /// <summary>All whole entries of a ledger's file, also while somebody writes it.</summary>
    /// <exception cref="FormatException">A whole line is no entry.</exception>
    public static async Task<IReadOnlyList<LedgerEntry>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return LedgerLine.ParseAll(await reader.ReadToEndAsync(cancellationToken));
    }

    /// <summary>Appends an entry and returns when it is on the disk.</summary>
    /// <exception cref="IOException">The disk refused it.</exception>
    public async Task AppendAsync(LedgerEntry entry)
    {
        var line = new Line(LedgerLine.Format(entry), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        ObjectDisposedException.ThrowIf(!lines.Writer.TryWrite(line), this);
        await line.Written.Task;
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lines.Writer.TryComplete();
        await writing;
        await file.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Line>();
        while (await lines.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (lines.Reader.TryRead(out var line))
                batch.Add(line);
            try
            {
                file.Write(Encoding.UTF8.GetBytes(string.Concat(batch.Select(line => line.Text + "\n"))));
                file.Flush(flushToDisk: true);
                batch.ForEach(line => line.Written.SetResult());
            }
            catch (IOException error)
            {
                batch.ForEach(line => line.Written.SetException(error));
            }
        }
    }

    private sealed record Line(string Text, TaskCompletionSource Written);
}

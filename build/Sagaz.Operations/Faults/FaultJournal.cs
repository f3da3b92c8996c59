using System.Text.Json;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>The undo records of a cluster on this machine, one file each, in its state folder.</summary>
/// <param name="folder">Folder of the records; made when the first one is written.</param>
public sealed class FaultJournal(string folder) : IFaultJournal
{
    private const string Extension = ".json";

    /// <summary>Where the records are.</summary>
    public string Folder => folder;

    /// <summary>Everything that is or may be broken, oldest first.</summary>
    /// <exception cref="OperationFailedException">A record cannot be read.</exception>
    public IReadOnlyList<FaultRecord> Read() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(ReadOne).OrderBy(record => record.At)]
        : [];

    /// <inheritdoc />
    public Task<IReadOnlyList<FaultRecord>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Read());

    /// <inheritdoc />
    /// <remarks>It is on the disk when this returns.</remarks>
    public Task WriteAsync(FaultRecord record, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var file = FileOf(record);
        using (var stream = new FileStream(file + ".new", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, record);
            stream.Flush(flushToDisk: true);
        }
        File.Move(file + ".new", file, overwrite: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task RemoveAsync(FaultRecord record, CancellationToken cancellationToken)
    {
        // Where nothing was ever broken there is no folder either.
        if (File.Exists(FileOf(record)))
            File.Delete(FileOf(record));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<IDisposable> HoldAsync(IProgressLog log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        return await WaitFor.UntilAsync(
            "another run to end healing", Deadlines.FaultHealed, log, _ => Task.FromResult(TryHold()), cancellationToken, "./build.sh HealFaults");
    }

    /// <summary>The kernel drops the lock of a killed run (see <c>StateLock</c>).</summary>
    private Observation<FileStream> TryHold()
    {
        try
        {
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            return new NotYet(held.Message);
        }
    }

    private string FileOf(FaultRecord record) => Path.Combine(folder, $"{record.Fault}.{record.Target}{Extension}");

    private static FaultRecord ReadOne(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<FaultRecord>(File.ReadAllText(file)) ?? throw new JsonException("it is empty.");
        }
        catch (JsonException error)
        {
            throw new OperationFailedException(
                $"The record of a fault cannot be read: {error.Message}", ["file: " + file], "its name says what is broken; heal it by hand, then remove the file", error);
        }
    }
}

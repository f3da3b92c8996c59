using System.Text.Json;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Faults;

/// <summary>The undo records of a cluster, one file each, in its state folder.</summary>
/// <param name="folder">Folder of the records; made when the first one is written.</param>
public sealed class FaultJournal(string folder)
{
    private const string Extension = ".json";

    /// <summary>Where the records are.</summary>
    public string Folder => folder;

    /// <summary>Everything that is or may be broken, oldest first.</summary>
    /// <exception cref="OperationFailedException">A record cannot be read.</exception>
    public IReadOnlyList<FaultRecord> Read() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(ReadOne).OrderBy(record => record.At)]
        : [];

    /// <summary>Writes a record, on the disk when this returns.</summary>
    public void Write(FaultRecord record)
    {
        Directory.CreateDirectory(folder);
        var file = FileOf(record);
        using (var stream = new FileStream(file + ".new", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, record);
            stream.Flush(flushToDisk: true);
        }
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Forgets a record whose fault is healed.</summary>
    public void Remove(FaultRecord record) => File.Delete(FileOf(record));

    /// <summary>Keeps others from healing meanwhile: two that undo one thing at once would stumble over each other.</summary>
    /// <param name="log">Told when somebody else heals.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DeadlinePassedException">Somebody else did not end healing.</exception>
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

using System.Globalization;

namespace Sagaz.Operations.Processes;

/// <summary>A TCP port that some process of this machine listens on, where 127.0.0.1 would meet it.</summary>
/// <param name="Port">The port.</param>
/// <param name="Inode">The socket's number, by which its process is found.</param>
public sealed record ListeningPort(int Port, string Inode)
{
    private const string ListenState = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    // As /proc writes them: 127.0.0.1, 0.0.0.0, ::, ::1 and ::ffff:127.0.0.1.
    private static readonly HashSet<string> MeetingAddresses =
    [
        "0100007F", "00000000", "00000000000000000000000000000000", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ListeningPort> All() => [.. Tables.Where(File.Exists).SelectMany(File.ReadLines).Skip(1).Select(Parse).OfType<ListeningPort>()];

    /// <summary>The process that listens; null when it belongs to somebody whose files we may not see.</summary>
    public RunningProcess? Owner() => RunningProcess.All().FirstOrDefault(Holds);

    private bool Holds(RunningProcess process)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process.Id}/fd")
                .Any(file => new FileInfo(file).LinkTarget == $"socket:[{Inode}]");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Ended between two looks, or another user's.
            return false;
        }
    }

    private static ListeningPort? Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 10 || fields[3] != ListenState)
            return null;
        var (address, port) = (fields[1][..^5], fields[1][^4..]);
        return MeetingAddresses.Contains(address)
            ? new ListeningPort(int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture), fields[9])
            : null;
    }
}

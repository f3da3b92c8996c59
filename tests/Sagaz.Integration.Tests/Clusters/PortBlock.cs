using Sagaz.Operations.Processes;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>A port offset that no other test run on this machine uses, held until it is disposed of.</summary>
/// <remarks>
/// All ports stay below 32768: above, a client's connection anywhere on the machine may sit on one of them. The blocks
/// span less than 1000, because 5432 plus 1000 is 6432. The kernel drops the claim of a killed run.
/// </remarks>
internal sealed class PortBlock : IDisposable
{
    private const int Step = 100;
    private static readonly int[] StandardPorts =
    [
        5432, 5433, 6432, 6433, 12379, 12380, 15432, 15433, 15434, 17000, 18008, 18009, 18010,
        19004, 19010, 19027, 19028, 19070, 19071, 19072, 19090, 19093,
    ];
    private readonly FileStream claim;

    private PortBlock(int offset, FileStream claim) => (Offset, this.claim) = (offset, claim);

    public static IReadOnlyList<int> Offsets { get; } = [.. Enumerable.Range(0, 10).Select(n => 11_000 + n * Step)];

    /// <summary>Where claims and workspaces of all users lie.</summary>
    public static string SharedFolder { get; } = Path.Combine(Path.GetTempPath(), "sagaz-integration");

    public int Offset { get; }

    /// <summary>The first block that is free, after what killed runs left was removed.</summary>
    public static async Task<PortBlock> ClaimAsync()
    {
        await Leftovers.RemoveOnceAsync();
        foreach (var offset in Offsets)
        {
            if (TryClaim(offset) is not { } block)
                continue;
            if (block.IsFree())
                return block;
            block.Dispose();
        }
        throw new InvalidOperationException($"All port offsets from {Offsets[0]} to {Offsets[^1]} are in use.");
    }

    /// <summary>Null where another run, or another user, holds it.</summary>
    public static PortBlock? TryClaim(int offset)
    {
        MakeSharedFolder();
        try
        {
            return new PortBlock(offset, new FileStream(
                Path.Combine(SharedFolder, $"{offset}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Nobody listens on any of the block's ports.</summary>
    public bool IsFree() => !ListeningPort.All().Any(listening => StandardPorts.Contains(listening.Port - Offset));

    public void Dispose() => claim.Dispose();

    private static void MakeSharedFolder()
    {
        const UnixFileMode everybody = (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit;
        if (Directory.Exists(SharedFolder))
            return;
        Directory.CreateDirectory(SharedFolder);
        File.SetUnixFileMode(SharedFolder, everybody);
    }
}

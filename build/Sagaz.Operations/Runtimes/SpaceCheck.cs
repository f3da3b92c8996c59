using Sagaz.Core.Errors;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes;

/// <summary>Refuses to start where the state folder cannot be written, or disk or memory would not do.</summary>
internal static class SpaceCheck
{
    /// <exception cref="PreconditionException">Not writable, or too little of something.</exception>
    public static void Require(ClusterTopology topology, string folder)
    {
        TryWriting(folder);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < topology.Limits.FreeDiskBytes)
        {
            throw new PreconditionException(
                $"The disk of the state folder has {ByteSize.ToText(free)} free; at least {ByteSize.ToText(topology.Limits.FreeDiskBytes)} are needed (limits.freeDiskBytes).",
                ["folder: " + folder],
                "free some space, or ./build.sh Down --purge a cluster that is no longer needed");
        }
        var needed = topology.Limits.FreeMemoryBytesPerMember * topology.Members;
        var available = MachineMemory.AvailableBytes();
        if (available < needed)
        {
            throw new PreconditionException(
                $"The machine has {ByteSize.ToText(available)} of memory available; {topology.Members} members need {ByteSize.ToText(needed)} (limits.freeMemoryBytesPerMember).",
                remedy: "end what uses it, or start fewer members with --replicas");
        }
    }

    private static void TryWriting(string folder)
    {
        var probe = Path.Combine(folder, ".writable");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, new byte[65536]);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException(
                $"The state folder cannot be written: {error.Message}", ["folder: " + folder], "make it writable for this user, or free some space on its disk", error);
        }
    }
}

using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes;

/// <summary>Keeps two runs from changing one cluster's state at once; a killed run lets go by itself.</summary>
internal static class StateLock
{
    /// <exception cref="PreconditionException">Another run holds it.</exception>
    public static IDisposable Acquire(string file)
    {
        try
        {
            // On Unix, .NET turns FileShare.None into an advisory flock, which the kernel drops with the process.
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new PreconditionException(
                "Another run is starting, stopping or preparing this cluster.", ["lock: " + file], "wait until it has ended, then try again", error);
        }
    }
}

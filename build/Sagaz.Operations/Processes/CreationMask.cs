using System.Runtime.InteropServices;

namespace Sagaz.Operations.Processes;

/// <summary>Modes of the files that this process and its programs make.</summary>
/// <remarks>
/// A cluster's configuration is read by others than who writes it: the servers' user, the containers' user. A strict umask (027 on a
/// hardened machine) would keep it from them. What is secret says its mode itself.
/// </remarks>
public static partial class CreationMask
{
    private const uint Writing = 0b000_010_010;

    /// <summary>Lets others read what is made from now on; whether they may write stays as it was.</summary>
    public static void LetOthersRead()
    {
        // The mask cannot be asked for without being set.
        if (!OperatingSystem.IsWindows())
            _ = SetMask(SetMask(Writing) & Writing);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint SetMask(uint mask);
}

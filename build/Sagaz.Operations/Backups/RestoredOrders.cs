namespace Sagaz.Operations.Backups;

/// <summary>The orders that pgBackRest leaves in a restored folder: what to replay, and up to where.</summary>
internal static class RestoredOrders
{
    private const string File = "postgresql.auto.conf";
    private static readonly string[] Settings = ["restore_command", "recovery_target", "archive_mode"];

    /// <summary>Removes them once they were followed: a replica made of this folder would follow them again.</summary>
    public static void Forget(string folder)
    {
        var file = Path.Combine(folder, File);
        var kept = System.IO.File.ReadLines(file).Where(line => !Settings.Any(setting => line.StartsWith(setting, StringComparison.Ordinal))).ToList();
        // In place, so that the file stays its owner's.
        System.IO.File.WriteAllLines(file, kept);
    }
}

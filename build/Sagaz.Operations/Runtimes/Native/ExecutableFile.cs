namespace Sagaz.Operations.Runtimes.Native;

/// <summary>A script that everybody may run and only its owner may change.</summary>
internal static class ExecutableFile
{
    /// <summary>Writes it anew where it differs.</summary>
    public static void Write(string file, string text)
    {
        if (File.Exists(file) && File.ReadAllText(file) == text)
            return;
        File.WriteAllText(file + ".new", text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.Move(file + ".new", file, overwrite: true);
    }
}

namespace Sagaz.Operations.Secrets;

/// <summary>Writes files that only their owner may read.</summary>
public static class SecretFile
{
    /// <summary>Read and write for the owner, nothing for anybody else (0600).</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces a file at once: a reader sees the old text or the new one, never half of it.</summary>
    public static void Write(string file, string text)
    {
        var written = file + ".new";
        File.Delete(written);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(written, options))
        using (var writer = new StreamWriter(stream))
            writer.Write(text);
        File.Move(written, file, overwrite: true);
    }
}

using System.Security.Cryptography;
using Sagaz.Core.Errors;
using Sagaz.Core.Partitions;

namespace Sagaz.Operations.Partitions;

/// <summary>Files that are whole or not there: written beside, flushed to the disk, renamed.</summary>
internal static class ArchiveFolder
{
    private const string Partial = ".partial";

    /// <summary>The manifest of a file that is still what the manifest says; null otherwise.</summary>
    public static ArchiveManifest? Find(string folder, string file)
    {
        var (path, seal) = (Path.Combine(folder, file), Path.Combine(folder, ArchiveManifest.NameFor(file)));
        if (!File.Exists(path) || !File.Exists(seal) || ArchiveManifest.Parse(File.ReadAllText(seal)) is not { } manifest)
            return null;
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == manifest.Sha256 ? manifest : null;
    }

    /// <summary>Writes a file; its size and hash are those of the bytes that were handed to the disk.</summary>
    /// <exception cref="OperationFailedException">The folder cannot be written.</exception>
    public static async Task<(long Bytes, string Sha256)> WriteAsync(string folder, string name, Func<Stream, Task> write)
    {
        var path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            using var hash = SHA256.Create();
            long bytes;
            await using (var file = new FileStream(path + Partial, Creation))
            {
                await using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                    await write(hashing);
                file.Flush(flushToDisk: true);
                bytes = file.Length;
            }
            File.Move(path + Partial, path, overwrite: true);
            FolderSync.Flush(folder);
            return (bytes, Convert.ToHexStringLower(hash.Hash!));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OperationFailedException($"The archive {path} cannot be written: {error.Message}", remedy: "--archive <another folder>", innerException: error);
        }
    }

    /// <summary>Writes the manifest beside its file.</summary>
    public static void Seal(string folder, ArchiveManifest manifest)
    {
        var path = Path.Combine(folder, ArchiveManifest.NameFor(manifest.File));
        using (var file = new FileStream(path + Partial, Creation))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(manifest.ToJson()));
            file.Flush(flushToDisk: true);
        }
        File.Move(path + Partial, path, overwrite: true);
        FolderSync.Flush(folder);
    }

    private static FileStreamOptions Creation
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return options;
        }
    }
}

using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>A copy of what the pipeline reads, so that a test can spoil it; <c>--root</c> points the build there.</summary>
internal sealed class Workspace
{
    private static readonly string[] Copied = [".nuke", "deploy", "sql"];

    private Workspace(string folder) => Folder = folder;

    public string Folder { get; }

    public static Workspace Make(int offset)
    {
        var workspace = new Workspace(FolderOf(offset));
        workspace.Fill();
        return workspace;
    }

    /// <summary>The workspace of an earlier run; null when there is none.</summary>
    public static Workspace? Find(int offset) => Directory.Exists(FolderOf(offset)) ? new Workspace(FolderOf(offset)) : null;

    public string Of(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Copies everything anew, over what a test changed.</summary>
    public void Fill()
    {
        // A link to the state of a cluster of the repository itself is none of ours.
        foreach (var file in Copied.SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Of(folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(file) != ".env")
            .Append(RepositoryRoot.Of("Sagaz.slnx")))
        {
            var copy = Of(Path.GetRelativePath(RepositoryRoot.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    public void Write(string file, string text) => File.WriteAllText(Of(file), text);

    /// <summary>Replaces a text that must be there.</summary>
    public void Edit(string file, string old, string replacement)
    {
        var text = File.ReadAllText(Of(file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(file, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void Delete() => Directory.Delete(Folder, recursive: true);

    /// <summary>Undoes what a test mounted or sealed.</summary>
    public async Task ReleaseAsync()
    {
        var state = Of(".sagaz");
        if (File.ReadAllLines("/proc/mounts").Any(line => line.Split(' ')[1] == state))
            (await Programs.RunAsync(["umount", state])).Exits(0);
        if (Environment.IsPrivilegedProcess && Directory.Exists(state))
            await Programs.RunAsync(["chattr", "-i", state]);
    }

    private static string FolderOf(int offset) => Path.Combine(PortBlock.SharedFolder, $"{offset}");
}

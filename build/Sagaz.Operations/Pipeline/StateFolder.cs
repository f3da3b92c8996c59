using System.Security.Cryptography;
using System.Text;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Native;

namespace Sagaz.Operations.Pipeline;

/// <summary>Where the state of a local cluster lies: <c>.sagaz/&lt;environment&gt;</c> in the repository.</summary>
/// <remarks>
/// Run by root, the servers are the postgres user's, who may not enter the repository's folder (a clone in /root): then
/// the state lies in /var/lib/sagaz, and <c>.sagaz/&lt;environment&gt;</c> is a link to it.
/// </remarks>
public sealed class StateFolder
{
    private const string SystemFolder = "/var/lib/sagaz";
    private readonly string inRepository;

    private StateFolder(string inRepository, string real) => (this.inRepository, Path) = (inRepository, real);

    /// <summary>The folder, links resolved; it need not exist yet.</summary>
    public string Path { get; }

    private bool IsLinked => Path != inRepository;

    /// <summary>Finds out where the state lies or would lie; makes nothing.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <param name="cluster">Name of the environment, with the port offset where there is one.</param>
    public static StateFolder Find(string repository, string cluster)
    {
        var folder = new DirectoryInfo(System.IO.Path.Combine(repository, ".sagaz", cluster));
        if (folder.LinkTarget is { } target)
            return new StateFolder(folder.FullName, target);
        if (folder.Exists || ServerAccount.CanEnter(repository))
            return new StateFolder(folder.FullName, folder.FullName);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository)))[..8];
        return new StateFolder(folder.FullName, System.IO.Path.Combine(SystemFolder, $"{System.IO.Path.GetFileName(repository)}-{hash}", cluster));
    }

    /// <summary>Makes the folder, and the link to it where it lies elsewhere.</summary>
    /// <exception cref="PreconditionException">It cannot be made.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(inRepository)!);
            if (IsLinked && new DirectoryInfo(inRepository).LinkTarget is null)
                Directory.CreateSymbolicLink(inRepository, Path);
            ServerAccount.LetEnter(Path, below: IsLinked ? SystemFolder : System.IO.Path.GetDirectoryName(inRepository)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException(
                $"The state folder cannot be made: {error.Message}", ["folder: " + inRepository], "make it writable for this user, or free some space on its disk", error);
        }
    }

    /// <summary>Removes the link to a folder that was removed, and empty folders above it.</summary>
    public void Forget()
    {
        if (new DirectoryInfo(inRepository).LinkTarget is not null)
            File.Delete(inRepository);
        foreach (var parent in new[] { System.IO.Path.GetDirectoryName(inRepository)!, System.IO.Path.GetDirectoryName(Path)!, SystemFolder })
        {
            if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any())
                Directory.Delete(parent);
        }
    }
}

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
internal static class StateFolder
{
    private const string SystemFolder = "/var/lib/sagaz";

    /// <summary>The folder, links resolved; made when it is missing.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <param name="cluster">Name of the environment, with the port offset where there is one.</param>
    /// <param name="account">Knows whether the servers may enter.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="PreconditionException">It cannot be made.</exception>
    public static async Task<string> ResolveAsync(string repository, string cluster, ServerAccount account, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(repository, ".sagaz", cluster);
        if (Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target)
            return target.FullName;
        try
        {
            if (Directory.Exists(folder) || await account.CanEnterAsync(repository, cancellationToken))
                return Directory.CreateDirectory(folder).FullName;
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository)))[..8];
            var elsewhere = Path.Combine(SystemFolder, $"{Path.GetFileName(repository)}-{hash}", cluster);
            Directory.CreateDirectory(elsewhere);
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            Directory.CreateSymbolicLink(folder, elsewhere);
            return elsewhere;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException(
                $"The state folder cannot be made: {error.Message}", ["folder: " + folder], "make it writable for this user, or free some space on its disk", error);
        }
    }
}

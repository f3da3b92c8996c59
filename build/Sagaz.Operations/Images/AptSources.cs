using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Images;

/// <summary>This machine's package mirror and proxy, as files that a build mounts and no image keeps.</summary>
public sealed class AptSources(CommandRunner commands)
{
    private const string SecurityArchive = "http://deb.debian.org/debian-security";

    /// <summary>Writes <c>apt-sources</c> and <c>apt-conf</c>.</summary>
    /// <param name="folder">Where to; it is made.</param>
    /// <param name="release">Debian's release that the images are made of.</param>
    /// <param name="cancellationToken">Ends the questions to apt.</param>
    /// <exception cref="PreconditionException">apt cannot be asked.</exception>
    public async Task WriteAsync(string folder, string release, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "apt-sources"), Sources(await DebianMirror.FindAllAsync(commands, cancellationToken), release), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "apt-conf"), Configuration(await AskAsync("apt-config", ["dump"], cancellationToken)), cancellationToken);
    }

    /// <summary>The lines for <c>sources.list</c>: the machine's mirrors where it names some for Debian, else Debian's own.</summary>
    internal static string Sources(IReadOnlyList<string> mirrors, string release)
    {
        var main = DebianMirror.MainOf(mirrors);
        var security = mirrors.FirstOrDefault(mirror => mirror.TrimEnd('/').EndsWith("debian-security", StringComparison.Ordinal)) ?? SecurityArchive;
        return $"deb {main} {release} main\ndeb {main} {release}-updates main\ndeb {security} {release}-security main\n";
    }

    /// <summary>How apt fetches here: proxies, retries and checks, but nothing that names a file of this machine.</summary>
    internal static string Configuration(string dump) => string.Concat(dump.Split('\n')
        .Where(line => line.StartsWith("Acquire::", StringComparison.Ordinal) && !line.StartsWith("Acquire::Changelogs", StringComparison.Ordinal))
        .Where(line => !line.Contains("\"/", StringComparison.Ordinal) && !line.EndsWith("\"\";", StringComparison.Ordinal))
        .Select(line => line + "\n"));

    /// <summary>What apt answers; nothing where there is no apt.</summary>
    private async Task<string> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ToolLocator.Find(program) is { } file
            ? (await commands.RunAsync(new Command(file, arguments), cancellationToken: cancellationToken)).Require().Output
            : "";
}

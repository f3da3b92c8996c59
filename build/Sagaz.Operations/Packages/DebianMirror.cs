using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Packages;

/// <summary>Where this machine gets Debian's packages from.</summary>
internal static class DebianMirror
{
    private const string Archive = "http://deb.debian.org/debian";

    /// <summary>All addresses that apt is set up with; none where there is no apt.</summary>
    /// <exception cref="CommandFailedException">apt cannot be asked.</exception>
    public static async Task<IReadOnlyList<string>> FindAllAsync(CommandRunner commands, CancellationToken cancellationToken)
    {
        if (ToolLocator.Find("apt-get") is not { } apt)
            return [];
        var listed = await commands.RunAsync(new Command(apt, "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"), cancellationToken: cancellationToken);
        return [.. listed.Require().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }

    /// <summary>The one with Debian's own packages, else Debian's archive: another distribution's mirror has none.</summary>
    public static string MainOf(IReadOnlyList<string> mirrors) =>
        mirrors.FirstOrDefault(mirror => mirror.TrimEnd('/').EndsWith("/debian", StringComparison.Ordinal)) ?? Archive;
}

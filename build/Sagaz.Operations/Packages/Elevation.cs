using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Packages;

/// <summary>How this user becomes root: it is root, or sudo lets it without asking.</summary>
public sealed class Elevation
{
    private readonly bool throughSudo;

    internal Elevation(bool throughSudo) => this.throughSudo = throughSudo;

    /// <summary>The way that works here; null when there is none.</summary>
    public static async Task<Elevation?> FindAsync(CommandRunner commands, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
            return new Elevation(throughSudo: false);
        if (ToolLocator.Find("sudo") is null)
            return null;
        var asked = await commands.RunAsync(new Command("sudo", "-n", "true"), cancellationToken: cancellationToken);
        return asked.Succeeded ? new Elevation(throughSudo: true) : null;
    }

    /// <summary>The command as root would run it, without questions from debconf.</summary>
    public Command Wrap(Command command)
    {
        string[] environment = ["/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", command.Program];
        return throughSudo
            ? command with { Program = "sudo", Arguments = ["-n", .. environment, .. command.Arguments] }
            : command with { Program = environment[0], Arguments = [.. environment[1..], .. command.Arguments] };
    }
}

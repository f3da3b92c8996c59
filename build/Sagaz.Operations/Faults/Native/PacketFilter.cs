using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Faults.Native;

/// <summary>Rules of the kernel's packet filter in a chain of their own, so that they are removed as one.</summary>
internal sealed class PacketFilter(CommandRunner commands, string chain)
{
    private const string Program = "iptables";

    /// <summary>Whether this user may set rules on this machine.</summary>
    public static bool IsUsable => Environment.IsPrivilegedProcess && ToolLocator.Find(Program) is not null;

    /// <summary>Puts the chain before everything that leaves through the loopback.</summary>
    public async Task SetAsync(IEnumerable<IReadOnlyList<string>> rules, CancellationToken cancellationToken)
    {
        await RunAsync(["-N", chain], cancellationToken);
        foreach (var rule in rules)
            await RunAsync(["-A", chain, .. rule], cancellationToken);
        await RunAsync(["-I", "OUTPUT", "-o", "lo", "-j", chain], cancellationToken);
    }

    /// <summary>Removes the chain, or what there is of it.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        while ((await TryAsync(["-D", "OUTPUT", "-o", "lo", "-j", chain], cancellationToken)).Succeeded)
            continue;
        if (!(await TryAsync(["-n", "-L", chain], cancellationToken)).Succeeded)
            return;
        await RunAsync(["-F", chain], cancellationToken);
        await RunAsync(["-X", chain], cancellationToken);
    }

    private async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) => (await TryAsync(arguments, cancellationToken)).Require();

    private Task<CommandResult> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        commands.RunAsync(new Command(ToolLocator.Find(Program) ?? Program, ["-w", .. arguments]), cancellationToken: cancellationToken);
}

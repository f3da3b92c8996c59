using System.Globalization;
using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes.Native;

namespace Sagaz.Operations.Faults.Native;

/// <summary>Cuts a member off: no packet passes between its processes and the store, its peers, the proxy or a client.</summary>
/// <remarks>
/// The members share one loopback, so the packet filter tells them apart by the group that each member's processes
/// carry. What Patroni and its own PostgreSQL say to each other passes; these connections are marked by their opener.
/// </remarks>
internal sealed class PartitionMember(NativeSite site) : IFault
{
    public FaultVerb Verb => FaultVerbs.PartitionMember;

    public async Task BreakAsync(string target, CancellationToken cancellationToken)
    {
        var index = site.IndexOf(target);
        var group = PatroniService.GroupOf(site.Topology, index);
        if (!site.RequireService(target).Groups().Contains(group))
            throw new OperationFailedException($"The processes of '{target}' do not carry group {group}, by which their packets are told.", remedy: "./build.sh Down Up");
        var mark = group.ToString(CultureInfo.InvariantCulture);
        var ports = string.Create(CultureInfo.InvariantCulture, $"{site.Topology.Ports.Member + index},{site.Topology.Ports.Patroni + index}");
        string[] own = ["-p", "tcp", "-m", "owner", "--gid-owner", mark, "--suppl-groups"];
        string[] toIt = ["-m", "multiport", "--dports", ports];
        await FilterOf(target).SetAsync(
            [
                [.. own, .. toIt, "-j", "CONNMARK", "--set-mark", mark],
                [.. own, .. toIt, "-j", "RETURN"],
                [.. own, "-m", "connmark", "--mark", mark, "-j", "RETURN"],
                [.. own, "-j", "DROP"],
                ["-p", "tcp", .. toIt, "-j", "DROP"],
            ],
            cancellationToken);
    }

    public Task HealAsync(string target, CancellationToken cancellationToken) => FilterOf(target).RemoveAsync(cancellationToken);

    private PacketFilter FilterOf(string target) => new(site.Commands, $"SAGAZ-{site.Topology.Ports.Member + site.IndexOf(target)}");
}

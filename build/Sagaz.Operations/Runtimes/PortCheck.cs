using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Runtimes;

/// <summary>Refuses to start when somebody else listens on one of the cluster's ports.</summary>
internal static class PortCheck
{
    /// <exception cref="PreconditionException">A port is taken; the message names it and the process.</exception>
    public static void Require(ClusterTopology topology, string folder) => Require(topology.UsedPorts, folder);

    /// <param name="ports">What the cluster wants to listen on.</param>
    /// <param name="folder">Processes that mention it are the cluster's own.</param>
    /// <exception cref="PreconditionException">A port is taken; the message names it and the process.</exception>
    public static void Require(IEnumerable<(string Service, int Port)> ports, string folder)
    {
        var listening = ListeningPort.All().ToLookup(port => port.Port);
        var taken = ports
            .SelectMany(wanted => listening[wanted.Port].Take(1).Select(found => (wanted.Service, wanted.Port, Owner: found.Owner())))
            .Where(found => found.Owner is null || !found.Owner.Mentions(folder))
            .Select(found => $"{found.Service} needs port {found.Port}, but {Describe(found.Owner)} listens there")
            .ToList();
        if (taken.Count == 0)
            return;
        throw new PreconditionException(
            taken is [var only] ? only + "." : $"{taken.Count} ports of the cluster are taken.",
            taken.Count == 1 ? [] : taken,
            "end that process, or move every port of this cluster with --port-offset 100");
    }

    /// <summary>Ports that the kernel also hands to outgoing connections, one of which may sit there when a server starts.</summary>
    /// <returns>A sentence to warn with; null when there are none.</returns>
    public static string? Risk(ClusterTopology topology)
    {
        const string range = "/proc/sys/net/ipv4/ip_local_port_range";
        if (!File.Exists(range))
            return null;
        var bounds = File.ReadAllText(range).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();
        var shared = topology.UsedPorts.Where(entry => entry.Port >= bounds[0] && entry.Port <= bounds[1]).ToList();
        return shared.Count == 0
            ? null
            : $"{shared.Count} ports of the cluster, from {shared.Min(entry => entry.Port)} on, lie where the kernel also puts outgoing connections "
                + $"({bounds[0]} to {bounds[1]}): a server may find its port taken. A smaller --port-offset avoids it.";
    }

    private static string Describe(RunningProcess? owner) => owner is null ? "a process of another user" : $"process {owner}";
}

using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>Refuses to start when somebody else listens on one of the cluster's ports.</summary>
internal static class PortCheck
{
    /// <exception cref="PreconditionException">A port is taken; the message names it and the process.</exception>
    public static void Require(ClusterTopology topology, NativeLayout layout)
    {
        var listening = ListeningPort.All().ToLookup(port => port.Port);
        var taken = topology.Ports.All(topology.Members)
            .SelectMany(wanted => listening[wanted.Port].Take(1).Select(found => (wanted.Service, wanted.Port, Owner: found.Owner())))
            .Where(found => found.Owner is null || !found.Owner.Mentions(layout.Folder))
            .Select(found => $"{found.Service} needs port {found.Port}, but {Describe(found.Owner)} listens there")
            .ToList();
        if (taken.Count == 0)
            return;
        throw new PreconditionException(
            taken is [var only] ? only + "." : $"{taken.Count} ports of the cluster are taken.",
            taken.Count == 1 ? [] : taken,
            "end that process, or move every port of this cluster with --port-offset 100");
    }

    private static string Describe(RunningProcess? owner) => owner is null ? "a process of another user" : $"process {owner}";
}

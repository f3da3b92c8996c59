using Sagaz.Core.Load;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Pipeline;

/// <summary>What a load's figures depend on, for its report.</summary>
internal static class LoadSetup
{
    public static IReadOnlyDictionary<string, string> Of(ClusterTopology topology, LoadStage stage, IReadOnlyDictionary<string, string> facts) => new Dictionary<string, string>(facts)
    {
        ["members"] = $"{topology.Members}, durability {topology.Durability.ToString().ToLowerInvariant()}",
        ["pgbouncer-rw"] = $"{topology.ReadWritePool.Mode} pool of {topology.ReadWritePool.Size} servers".ToLowerInvariant(),
        ["pgbouncer-ro"] = $"{topology.ReadOnlyPool.Mode} pool of {topology.ReadOnlyPool.Size} servers".ToLowerInvariant(),
        ["clients"] = $"{stage.Connections} connections, {stage.Arrivals.ToString().ToLowerInvariant()} arrivals",
    };
}

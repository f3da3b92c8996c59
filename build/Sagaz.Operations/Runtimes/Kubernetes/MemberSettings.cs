using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Patroni's cluster-wide configuration for members whose memory their pod limits.</summary>
internal static class MemberSettings
{
    /// <summary>What PostgreSQL runs for each finished WAL segment where backups are kept.</summary>
    public const string ArchiveCommand = "pgbackrest --config=/etc/sagaz/pgbackrest/member.conf --stanza=sagaz archive-push %p";

    // deploy/images: Debian 13 has Patroni 4 and pg_cron.
    private static readonly ServerCapabilities Capabilities = new(PatroniMajor: 4, HasCron: true);

    /// <summary>What is wanted of the store.</summary>
    /// <exception cref="PreconditionException">The manifests limit no memory.</exception>
    public static JsonObject Wanted(ManifestSet manifests, ClusterTopology topology)
    {
        var memory = MemoryBytes(manifests) * topology.Members;
        return (topology.HasBackups
            ? new DynamicConfiguration(topology, Capabilities, memory, ArchiveCommand)
            : new DynamicConfiguration(topology, Capabilities, memory)).ForStore();
    }

    private static long MemoryBytes(ManifestSet manifests)
    {
        var limit = manifests.Find("StatefulSet", "postgresql")?.Containers.Where(container => (string?)container["name"] == "postgresql")
            .Select(container => ManifestObject.At(container, "resources", "limits", "memory")?.ToString()).FirstOrDefault();
        return limit is not null && ByteSize.TryParse(limit.Replace("Gi", "GB", StringComparison.Ordinal).Replace("Mi", "MB", StringComparison.Ordinal), out var bytes)
            ? bytes
            : throw new PreconditionException($"The memory of a member is limited to '{limit}', which cannot be read.", remedy: "a limit in Gi or Mi in deploy/k8s");
    }
}

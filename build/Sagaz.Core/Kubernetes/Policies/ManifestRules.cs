using Sagaz.Core.Gates;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Kubernetes.Policies;

/// <summary>Everything that manifests are judged by before they reach a cluster.</summary>
public static class ManifestRules
{
    /// <summary>The rules of an environment.</summary>
    /// <param name="topology">Its intent.</param>
    public static IReadOnlyList<ManifestRule> For(ClusterTopology topology) =>
    [
        new("k8s.probes", "Every container that runs on has a startup, a liveness and a readiness probe", "Kubernetes, Configure Probes", ContainerRules.WithoutProbes),
        new("k8s.resources", "Every container asks for CPU and memory and has a limit of memory", "Kubernetes, Resource Management", ContainerRules.WithoutResources),
        new("k8s.confined", "Every container is confined as Pod Security's profile restricted asks, with a read-only root", "Kubernetes, Pod Security Standards", ConfinementRules.Unconfined),
        new("k8s.images", "Every image names a release and is taken from the node where it is there", "Kubernetes, Images", ContainerRules.WithoutDefiniteImage),
        new("k8s.shutdown", "Every server hands over or drains before it ends, and has the time for it", "Kubernetes, Pod Lifecycle", ContainerRules.WithoutDrain),
        new("k8s.selectors", "Every selector takes the pods that it means", "Kubernetes, Labels and Selectors", SelectorRules.Missing),
        new("k8s.ports", "Every Service leads to a port that a container has", "Kubernetes, Service", SelectorRules.WithoutPort),
        new("k8s.drain", "Every disruption budget lets a node be drained", "Kubernetes, Disruptions", SelectorRules.BlockingDrain),
        new("k8s.references", "Every ConfigMap and account that is named is there", "Kubernetes, ConfigMap", ReferenceRules.Dangling),
        new("k8s.secrets", "No manifest holds a secret, and every secret that is named is one that DeployK8s makes", "issue: secrets never in git", ReferenceRules.PlainSecrets),
        new("k8s.roles", "No account may do more than Patroni needs", "Patroni, Kubernetes", ReferenceRules.TooPowerful),
        new("k8s.names", "No object has a name that Patroni takes for its own, and no pod begins with a role", "Patroni, kubernetes.py", ReferenceRules.TakenNames),
        new("k8s.connections", "All poolers together fit into max_connections, during a rollout too", "topology.json: postgres.maxConnections", manifests => PoolRules.TooManyConnections(manifests, topology)),
    ];

    /// <summary>Judges one environment's manifests by all rules.</summary>
    public static GateReport Judge(ManifestSet manifests, ClusterTopology topology) => new([.. For(topology).Select(rule => rule.Judge(manifests))]);
}

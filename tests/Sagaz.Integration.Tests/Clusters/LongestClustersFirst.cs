using Sagaz.Operations.Tests;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>The two clusters that many tests share come first, then those with a cluster of their own.</summary>
public sealed class LongestClustersFirst() : LongestFirst(
    SharedComposeGroup.Name, SharedClusterGroup.Name, Own<Kubernetes.ProductionInKubernetesTests>(), Own<BackupTests>(), Own<Kubernetes.KubernetesClusterTests>(),
    LifecycleGroup.Name, Own<PartitionTests>(), Own<LoadTestTests>());

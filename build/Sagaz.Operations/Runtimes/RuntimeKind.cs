namespace Sagaz.Operations.Runtimes;

/// <summary>What a cluster can run on.</summary>
public enum RuntimeKind
{
    /// <summary>Supervised processes of this machine.</summary>
    Native,

    /// <summary>Containers of a Docker Engine, through Docker Compose.</summary>
    Compose,

    /// <summary>Pods of a Kubernetes cluster, deployed by <c>DeployK8s</c>.</summary>
    Kubernetes,
}

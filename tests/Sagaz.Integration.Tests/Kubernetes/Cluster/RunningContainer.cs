namespace Sagaz.Integration.Tests.Kubernetes.Cluster;

/// <summary>A container as it runs now; started again, it has another process and perhaps another address.</summary>
internal sealed record RunningContainer(int Process, string Id, string Address);

using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>The same faults in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class FaultVerbOnComposeTests(SharedComposeCluster shared) : FaultVerbTests(shared);

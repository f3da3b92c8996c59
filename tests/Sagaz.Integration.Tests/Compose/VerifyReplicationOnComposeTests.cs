using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>The proof that replication works, in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class VerifyReplicationOnComposeTests(SharedComposeCluster shared) : VerifyReplicationTests(shared);

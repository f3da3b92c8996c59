using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>What Status and Logs say, in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class StatusOnComposeTests(SharedComposeCluster shared) : StatusTests(shared);

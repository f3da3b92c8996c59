using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>The lead changes hands on purpose, in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class SwitchoverOnComposeTests(SharedComposeCluster shared) : SwitchoverTests(shared);

using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>The leader's server dies under load, in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class LeaderLossOnComposeTests(SharedComposeCluster shared) : LeaderLossTests(shared);

using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>The same in a container's volume.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class WalDamageOnComposeTests(SharedComposeCluster shared) : WalDamageTests(shared);

using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>The URLs that people and applications copy, in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class ConnectionOnComposeTests(SharedComposeCluster shared) : ConnectionTests(shared);

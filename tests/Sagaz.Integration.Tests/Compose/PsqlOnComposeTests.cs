using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>psql on each of the servers, in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class PsqlOnComposeTests(SharedComposeCluster shared) : PsqlTests(shared);

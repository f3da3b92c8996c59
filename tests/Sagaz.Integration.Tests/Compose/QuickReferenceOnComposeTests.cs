using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>Every SQL command of the quick reference, in Docker Compose.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class QuickReferenceOnComposeTests(SharedComposeCluster shared) : QuickReferenceTests(shared);

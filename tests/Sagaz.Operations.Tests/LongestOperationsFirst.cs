using Sagaz.Operations.Tests.Load;
using Sagaz.Operations.Tests.Postgres;
using Sagaz.Operations.Tests.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests;

/// <summary>The tests of one scratch server run one after the other, for longer than any others.</summary>
public sealed class LongestOperationsFirst() : LongestFirst(ScratchServerGroup.Name, Own<LoadDriverTests>(), Own<DeployerTests>());

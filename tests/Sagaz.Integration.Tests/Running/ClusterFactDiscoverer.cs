using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sagaz.Integration.Tests.Running;

/// <summary>Makes a <see cref="ClusterTestCase"/> of a fact.</summary>
public sealed class ClusterFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    public const string Name = "Sagaz.Integration.Tests.Running." + nameof(ClusterFactDiscoverer);

    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new ClusterTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sagaz.Integration.Tests.Running;

/// <summary>Makes a <see cref="ClusterTestCase"/> of every row of a theory.</summary>
public sealed class ClusterTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public const string Name = "Sagaz.Integration.Tests.Running." + nameof(ClusterTheoryDiscoverer);

    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        [new ClusterTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, dataRow)];
}

using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sagaz.Integration.Tests.Running;

/// <summary>A test that also skips where its class is one of <see cref="OnComposeAttribute"/> and there is no engine.</summary>
public sealed class ClusterTestCase : XunitTestCase
{
    /// <summary>For the runner's deserializer.</summary>
    [Obsolete("Called by the de-serializer.")]
    public ClusterTestCase() { }

    public ClusterTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, object[]? arguments = null)
        : base(sink, display, options, method, arguments) { }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute)
        ?? (TestMethod.TestClass.Class.GetCustomAttributes(typeof(OnComposeAttribute)).Any() ? ComposeTools.SkipReason! : null!);
}

using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sagaz.Integration.Tests.Running;

/// <summary>A test that also skips where its class needs an engine (<see cref="OnComposeAttribute"/>) or programs that watch or make backups, and they are not there.</summary>
public sealed class ClusterTestCase : XunitTestCase
{
    /// <summary>For the runner's deserializer.</summary>
    [Obsolete("Called by the de-serializer.")]
    public ClusterTestCase() { }

    public ClusterTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, object[]? arguments = null)
        : base(sink, display, options, method, arguments) { }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute)
        ?? (Is<OnComposeAttribute>() ? ComposeTools.SkipReason! : Is<WatchedNativelyAttribute>() ? ClusterTools.MonitoringSkipReason!
            : Is<BackedUpNativelyAttribute>() ? ClusterTools.BackupSkipReason! : null!);

    private bool Is<TAttribute>() => TestMethod.TestClass.Class.GetCustomAttributes(typeof(TAttribute)).Any();
}

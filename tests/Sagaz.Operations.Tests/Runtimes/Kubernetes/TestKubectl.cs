using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>The kubectl that this machine has; tests fetch none, <c>Tools</c> does.</summary>
internal static class TestKubectl
{
    public static KubectlCli Of(ListLog log)
    {
        var commands = new CommandRunner(log);
        return new KubectlCli(new KubectlProgram(commands, log, mayFetch: false), commands);
    }
}

using Sagaz.Operations.Faults;
using Sagaz.Operations.Waiting;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>Scripts in a member's container as the API server would run them in its pod.</summary>
internal sealed class EngineShell(PodsInEngine pods) : IMemberShell
{
    public IProgressLog Log { get; } = new Silence();

    public async Task<bool> IsRunningAsync(string member, CancellationToken cancellationToken) =>
        (await PodsInEngine.DockerAsync("inspect", "--format", "{{.State.Running}}", pods.NameOf(member))).Output.Trim() == "true";

    public async Task<string> RunInsideAsync(string member, string script, CancellationToken cancellationToken, params string[] arguments) =>
        (await pods.ExecAsync(member, ["/bin/sh", "-c", script, "sh", .. arguments])).Exits(0).Output;
}

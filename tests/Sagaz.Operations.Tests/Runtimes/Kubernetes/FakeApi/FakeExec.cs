namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>A program that somebody wants run in a pod.</summary>
internal sealed record FakeExec(string Pod, string Container, IReadOnlyList<string> Command, bool HasInput, string Protocol)
{
    /// <summary>The shell script that it is, with its arguments; the program itself where it is none.</summary>
    public string Text => string.Join(' ', Command);
}

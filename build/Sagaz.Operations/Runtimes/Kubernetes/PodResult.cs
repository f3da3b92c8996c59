using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>How a program in a pod ended; another exit code than 0 is a value, not an exception.</summary>
/// <param name="Pod">Where it ran.</param>
/// <param name="Program">What ran, for messages: never its input.</param>
/// <param name="ExitCode">0 where all is well.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="ErrorOutput">What it complained of.</param>
internal sealed record PodResult(string Pod, string Program, int ExitCode, string Output, string ErrorOutput)
{
    private const int ShownLines = 8;

    /// <summary>Whether it ended with 0.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Its output where it succeeded.</summary>
    /// <exception cref="OperationFailedException">It ended with another code.</exception>
    public string Require() => Succeeded
        ? Output
        : throw new OperationFailedException(
            $"{Program} in the pod {Pod} ended with code {ExitCode}.",
            (Output + ErrorOutput).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines),
            "./build.sh StatusK8s");
}

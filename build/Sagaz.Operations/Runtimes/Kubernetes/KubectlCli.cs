using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>The <c>kubectl</c> program: it renders, applies and compares manifests.</summary>
internal static class KubectlCli
{
    private const string Program = "kubectl";

    /// <summary>A command of it that asks no API server.</summary>
    /// <exception cref="PreconditionException">It is not installed.</exception>
    public static Command Offline(params IReadOnlyList<string> arguments) => new(
        ToolLocator.Find(Program) ?? throw new PreconditionException(
            "The program kubectl is not installed.", remedy: "install kubectl 1.29 or newer from your cluster's provider or the Kubernetes project's packages"),
        arguments);

    /// <summary>A command of it at one API server.</summary>
    /// <param name="connection">Which one; never the current context by accident.</param>
    /// <param name="arguments">What comes after <c>kubectl</c>.</param>
    public static Command At(KubeConnection connection, params IReadOnlyList<string> arguments) =>
        Offline(
            ["--kubeconfig", connection.File, "--context", connection.Context, "--namespace", connection.Namespace,
             .. connection.CacheFolder is { } cache ? ["--cache-dir", cache] : Array.Empty<string>(), .. arguments]);
}

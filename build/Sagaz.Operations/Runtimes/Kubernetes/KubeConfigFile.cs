using k8s;
using k8s.Exceptions;
using Sagaz.Core.Errors;
using YamlDotNet.Core;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>A kubeconfig, of which one context is named; the current context is never used by itself.</summary>
internal static class KubeConfigFile
{
    /// <summary>How the API server of a context is reached.</summary>
    /// <exception cref="PreconditionException">There is no such file or context, or it cannot be read.</exception>
    public static k8s.Kubernetes Open(KubeConnection connection)
    {
        if (!File.Exists(connection.File))
            throw new PreconditionException("There is no kubeconfig.", ["looked for: " + connection.File], "set KUBECONFIG, or write the file that your cluster's provider gives");
        try
        {
            if (new FileInfo(connection.File).Length == 0)
                throw new PreconditionException("The kubeconfig is empty.", ["file: " + connection.File], "write the file that your cluster's provider gives");
            var contexts = KubernetesClientConfiguration.LoadKubeConfig(connection.File)?.Contexts?.Select(context => context.Name).ToList() ?? [];
            if (!contexts.Contains(connection.Context))
            {
                throw new PreconditionException(
                    $"The kubeconfig has no context '{connection.Context}'.",
                    ["file: " + connection.File, "contexts: " + string.Join(", ", contexts)],
                    NearestName.Find(connection.Context, contexts) is { } near ? $"--kube-context {near}" : "kubectl config get-contexts");
            }
            return new k8s.Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(connection.File, connection.Context));
        }
        catch (Exception error) when (error is KubeConfigException or YamlException or FormatException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new PreconditionException(
                $"The kubeconfig cannot be used: {error.Message}", ["file: " + connection.File, "context: " + connection.Context], $"kubectl --context {connection.Context} version", error);
        }
    }
}

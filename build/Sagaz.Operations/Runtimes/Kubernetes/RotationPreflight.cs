using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Whether Secrets could be renewed and every server told, asked before anything is changed.</summary>
internal sealed class RotationPreflight(KubeApi api, ClusterSecrets secrets, SecretReaders readers, ReplacementStore replacements)
{
    /// <summary>What renewing needs: half of it would leave servers that disagree.</summary>
    public static IReadOnlyList<NeededRight> Rights { get; } =
    [
        new("get", "", "secrets"), new("patch", "", "secrets"), new("get", "", "configmaps"), new("list", "", "pods"),
        // Over a websocket both begin with GET; newer servers ask for create all the same.
        .. new[] { "exec", "portforward" }.SelectMany(part => new[] { "get", "create" }.Select(verb => new NeededRight(verb, "", "pods", part))),
    ];

    /// <summary>Asks everything.</summary>
    /// <param name="names">The Secrets that are to be renewed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreconditionException">Something speaks against it.</exception>
    public async Task RunAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (await new AccessReview(api).FindMissingAsync(Rights, cancellationToken) is { Count: > 0 } missing)
            throw new PreconditionException($"Renewing Secrets needs rights that the context lacks: {string.Join(", ", missing)}.", remedy: "docs/kubernetes.md, \"Rights\"; ask who runs the cluster");
        await replacements.RequireNoneAsync(cancellationToken);
        foreach (var name in names)
            await secrets.RequireOwnAsync(name, cancellationToken);
        if (await readers.FindTroubledAsync(cancellationToken) is { Count: > 0 } troubled)
            throw new PreconditionException($"{troubled.Count} pods could not be told of anything new.", troubled, "./build.sh StatusK8s; once all run, the same command again");
    }
}

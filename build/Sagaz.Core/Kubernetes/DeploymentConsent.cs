using Sagaz.Core.Errors;

namespace Sagaz.Core.Kubernetes;

/// <summary>Whether a deployment may begin at all, by what is known before the API server changes anything.</summary>
public sealed record DeploymentConsent
{
    /// <summary>The environment whose members are people's data.</summary>
    public const string Production = "prod";

    /// <summary>The label of the namespace that says which environment it is.</summary>
    public const string EnvironmentLabel = "sagaz.io/environment";

    /// <summary>Which environment is to be deployed.</summary>
    public required string Environment { get; init; }

    /// <summary>The context that was named; null where none was.</summary>
    public string? Context { get; init; }

    /// <summary>The context to which this environment was deployed from here before; null where it never was.</summary>
    public string? KnownContext { get; init; }

    /// <summary>What was typed to confirm it; null where nothing was.</summary>
    public string? Confirmed { get; init; }

    /// <summary>Files that differ from the commit; production is deployed from commits only.</summary>
    public IReadOnlyList<string> ChangedFiles { get; init; } = [];

    /// <summary>Own images that are named by a tag, which may mean other bytes tomorrow.</summary>
    public IReadOnlyList<string> UnpinnedImages { get; init; } = [];

    /// <summary>Whether it was said that tags will do.</summary>
    public bool TakesTags { get; init; }

    private bool IsProduction => Environment == Production;

    /// <summary>Returns when nothing speaks against it.</summary>
    /// <exception cref="PreconditionException">Something does; nothing was changed.</exception>
    public void Require()
    {
        if (Context is null)
            throw new PreconditionException("No kube-context was named; the current one is never used by itself.", remedy: "--kube-context NAME; kubectl config get-contexts lists them");
        if (KnownContext is not null && KnownContext != Context)
        {
            throw new PreconditionException(
                $"The environment '{Environment}' was deployed to the context '{KnownContext}'; --kube-context asks for '{Context}'.",
                remedy: $"--kube-context {KnownContext}, or ./build.sh DestroyK8s there first");
        }
        if (IsProduction && ChangedFiles.Count > 0)
        {
            throw new PreconditionException(
                $"Production is deployed from a commit, and {ChangedFiles.Count} files differ from it.", ChangedFiles.Take(10), "commit or stash them, then try again");
        }
        if (IsProduction && UnpinnedImages.Count > 0 && !TakesTags)
        {
            throw new PreconditionException(
                "Production runs images that are pinned by digest, and no registry has told digests of these.",
                UnpinnedImages,
                "./build.sh PushImages --registry R, then DeployK8s --registry R; or --images-by-tag where nodes were loaded by hand");
        }
        if (IsProduction && Confirmed != Production)
            throw new PreconditionException($"Production was not confirmed: {(Confirmed is null ? "nothing" : $"'{Confirmed}'")} was typed. Nothing was changed.", remedy: $"--confirm {Production}");
    }

    /// <summary>Returns when the namespace there is this environment's, or nobody's yet.</summary>
    /// <param name="label">What <see cref="EnvironmentLabel"/> says of it; null where it says nothing.</param>
    /// <exception cref="PreconditionException">It is another environment's.</exception>
    public void RequireNamespace(string? label)
    {
        if (label is null || label == Environment)
            return;
        throw new PreconditionException(
            $"The context '{Context}' holds the environment '{label}', not '{Environment}'.", remedy: $"--env {label}, or the context of '{Environment}'");
    }
}

using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Copies of the cluster as it once was, each in a pod beside the members.</summary>
/// <param name="api">The API server.</param>
/// <param name="stanza">Name of the cluster in the repository.</param>
/// <param name="log">Told what happens.</param>
internal sealed class RestoredPods(KubeApi api, string stanza, IProgressLog log)
{
    /// <summary>Its port in its pod, on the pod's own loopback: a port-forward ends there, and nothing else does.</summary>
    public const int Port = 5432;

    // deploy/images: Debian 13 has PostgreSQL 17.
    private const string Programs = "/usr/lib/postgresql/17/bin";

    /// <summary>What making, reaching and removing such a pod needs; asked for before one is made.</summary>
    public static IReadOnlyList<NeededRight> Rights { get; } =
    [
        .. new[] { "list", "get", "create", "delete" }.Select(verb => new NeededRight(verb, "", "pods")),
        // Over a websocket both begin with GET; newer servers ask for create all the same.
        .. new[] { "exec", "portforward" }.SelectMany(part => new[] { "get", "create" }.Select(verb => new NeededRight(verb, "", "pods", part))),
        new("get", "apps", "statefulsets"), new("get", "", "persistentvolumeclaims"),
    ];

    /// <summary>How long a pod may be in one and the same trouble.</summary>
    public TimeSpan StuckFor { get; init; } = Deadlines.PodStuck;

    /// <summary>A copy that is not there yet.</summary>
    /// <param name="copy">Its name: <c>verify</c>.</param>
    /// <param name="superuser">How to log in, with the port of this machine that leads to it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="within">The member's volume that it is restored in; null for one that goes with it.</param>
    /// <exception cref="PreconditionException">A right is missing.</exception>
    public async Task<RestoredServer> PrepareAsync(string copy, PostgresEndpoint superuser, CancellationToken cancellationToken, MemberVolume? within = null)
    {
        if (await new AccessReview(api).FindMissingAsync(Rights, cancellationToken) is { Count: > 0 } missing)
            throw new PreconditionException($"A copy beside the cluster needs rights that the context lacks: {string.Join(", ", missing)}.", remedy: "docs/kubernetes.md, \"Rights\"; ask who runs the cluster");
        var pod = RestoredPod.NameOf(copy);
        var commands = CommandsIn(copy);
        var place = new RestoredPodPlace(api, copy, log)
        {
            Home = $"{RestoredPod.Folder}/{MemberVolume.Restored}",
            Programs = Programs,
            // It only restores: what it could say of the members stays empty.
            Repository = new PgBackRest(arguments => new("pgbackrest", arguments), stanza, [], commands, log),
            Addresses = "127.0.0.1",
            Port = Port,
            Certificate = new CertificateFiles("/etc/sagaz/tls/tls.crt", "/etc/sagaz/tls/tls.key"),
            WayThere = $"kubectl --context {api.Connection.Context} --namespace {api.Connection.Namespace} port-forward pod/{pod} {superuser.Port}:{Port}",
            StuckFor = StuckFor,
            Within = within,
        };
        return new RestoredServer(place, superuser, commands, log);
    }

    /// <summary>Runs commands in a copy's pod.</summary>
    public PodCommands CommandsIn(string copy) => new(new PodExec(api), RestoredPod.NameOf(copy), RestoredPod.Container, log);

    /// <summary>Removes a copy's pod, and waits until it is gone.</summary>
    public async Task EndAsync(string copy, CancellationToken cancellationToken)
    {
        var path = ApiPath.Core("Pod", RestoredPod.NameOf(copy), api.Connection.Namespace);
        await api.DeleteAsync(path, cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"the pod {RestoredPod.NameOf(copy)} to be gone",
            Deadlines.PodGone,
            log,
            async token => await api.FindAsync(path, token) is null ? true : new NotYet("it is still there"),
            cancellationToken,
            $"kubectl delete pod {RestoredPod.NameOf(copy)} --namespace {api.Connection.Namespace}",
            Deadlines.ApiServerInterval);
    }

    /// <summary>Removes every copy.</summary>
    /// <returns>Names of the pods that go.</returns>
    public async Task<IReadOnlyList<string>> RemoveAllAsync(CancellationToken cancellationToken)
    {
        var pods = (await new PodDirectory(api).ListAsync(RestoredPod.Selector, cancellationToken)).Select(PodDirectory.NameOf).ToList();
        foreach (var pod in pods)
            await api.DeleteAsync(ApiPath.Core("Pod", pod, api.Connection.Namespace), cancellationToken);
        return pods;
    }
}

using Sagaz.Core.Failover;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime
{
    // deploy/k8s/base/postgresql/patroni.yml, loop_wait: Patroni moves its label in a round of its own.
    private static readonly TimeSpan LabelMoves = TimeSpan.FromSeconds(1);

    // Measured nowhere alone: the endpoints' controller and the nodes' rules follow a label within a fraction of it.
    private static readonly TimeSpan ServiceFollows = TimeSpan.FromSeconds(1);

    // deploy/k8s/base/pgbouncer/pgbouncer-rw.ini.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    // What a kubelet adds to a grace that a preStop hook has used up.
    private static readonly TimeSpan LastSignal = TimeSpan.FromSeconds(2);

    // The kubelet looks at its containers once a second.
    private static readonly TimeSpan DeathNoticed = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    /// <remarks>Nobody can tell a Service: it follows Patroni's label. On a node of two cores, switchovers took 2.2 to 3.5 s with a loop_wait of 2 s.</remarks>
    public TimeSpan LeadFollows => LabelMoves + ServiceFollows;

    /// <summary>The member that the Service <c>postgres-primary</c> leads to; null while it leads nowhere.</summary>
    internal async Task<string?> FindPrimaryAsync(CancellationToken cancellationToken) =>
        (await pods.ListAsync("app=postgresql,sagaz.io/role=primary", cancellationToken)).Where(PodDirectory.IsReady).Select(PodDirectory.NameOf).FirstOrDefault();

    /// <summary>Patroni's clockwork with what leads writers to a new leader here: its label, its readiness and its Service.</summary>
    /// <param name="patroni">As Patroni has it in force.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<Clockwork> ReadClockworkAsync(Clockwork patroni, CancellationToken cancellationToken)
    {
        var members = await Api.FindAsync(ApiPath.Of("apps/v1", "StatefulSet", Connection.Namespace) + "/" + MemberPrefix, cancellationToken);
        var container = ManifestObject.ListAt(members, "spec", "template", "spec", "containers").FirstOrDefault(one => (string?)one["name"] == MemberPrefix);
        // Ten seconds is the API's own default.
        var readiness = TimeSpan.FromSeconds((double?)ManifestObject.At(container, "readinessProbe", "periodSeconds") ?? 10);
        var liveness = TimeSpan.FromSeconds((double?)ManifestObject.At(container, "livenessProbe", "periodSeconds") ?? 10) * ((double?)ManifestObject.At(container, "livenessProbe", "failureThreshold") ?? 3);
        var grace = TimeSpan.FromSeconds((double?)ManifestObject.At(container, "livenessProbe", "terminationGracePeriodSeconds") ?? 30);
        return patroni with
        {
            LeadTo =
            [
                new("Patroni moves the label in its next round (loop_wait)", patroni.LoopWait),
                new("the leader's pod is found ready (readinessProbe.periodSeconds)", readiness),
                new("the Service follows", ServiceFollows),
                new("PgBouncer gives the old leader's address up (server_connect_timeout)", ConnectTimeout),
            ],
            PastFrozenServer = [new("the kubelet finds the old leader dead (livenessProbe)", liveness), new("and ends its container (its terminationGracePeriodSeconds)", grace + LastSignal)],
            PastPooler = new("the kubelet and the Service forget the pooler", DeathNoticed + ServiceFollows),
        };
    }
}

namespace Sagaz.Core.Failover;

/// <summary>Every setting and constant that an outage is made of.</summary>
/// <remarks>Patroni's three come from its live configuration, the restart from the runtime; the rest is what the deployment writes, and allowances.</remarks>
public sealed record Clockwork
{
    private const double GoldenRatio = 1.618033988749895;

    /// <summary>Patroni's <c>ttl</c>.</summary>
    public required TimeSpan Ttl { get; init; }

    /// <summary>Patroni's <c>loop_wait</c>.</summary>
    public required TimeSpan LoopWait { get; init; }

    /// <summary>Patroni's <c>retry_timeout</c>.</summary>
    public required TimeSpan RetryTimeout { get; init; }

    /// <summary>HAProxy's <c>inter</c>: pause between two checks of a server that is up.</summary>
    public static TimeSpan ProxyInterval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>HAProxy's <c>downinter</c>: pause between two checks of a server that is down.</summary>
    public static TimeSpan ProxyDownInterval { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>HAProxy's <c>fall</c>: failed checks until a server is down.</summary>
    public static int ProxyFall => 2;

    /// <summary>HAProxy's <c>rise</c>: passed checks until a server is up.</summary>
    public static int ProxyRise => 1;

    /// <summary>HAProxy's <c>timeout check</c>.</summary>
    public static TimeSpan ProxyCheckTimeout { get; } = TimeSpan.FromSeconds(2);

    /// <summary>PgBouncer's <c>server_login_retry</c>.</summary>
    public static TimeSpan PoolLoginRetry { get; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long what supervises a dead process needs to start it again.</summary>
    public required TimeSpan SupervisorRestart { get; init; }

    /// <summary>How writers are led to a new leader once it takes writes: by HAProxy's next check, unless the runtime has something else.</summary>
    public IReadOnlyList<OutagePart> LeadTo { get; init; } = [new("HAProxy's next check (downinter)", ProxyRise * ProxyDownInterval)];

    /// <summary>How clients get past a pooler that died; null where they wait for its restart.</summary>
    public OutagePart? PastPooler { get; init; }

    /// <summary>How clients get away from a leader's server that stands still, once another one leads; none where what leads them ends their connections.</summary>
    public IReadOnlyList<OutagePart> PastFrozenServer { get; init; } = [];

    /// <summary>How soon a client that failed tries again, and how long a login through pool and proxy takes it.</summary>
    public static TimeSpan ClientReconnect { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>When a fault happens within one of Patroni's rounds, so that few faults meet all of a round evenly.</summary>
    /// <param name="fault">The how manieth fault it is; 1 and more.</param>
    /// <returns>From zero up to <see cref="LoopWait"/>: multiples of the golden ratio leave no large gap, however many they are.</returns>
    public TimeSpan MomentOf(int fault) => fault * GoldenRatio % 1 * LoopWait;
}

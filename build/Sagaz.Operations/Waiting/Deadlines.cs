namespace Sagaz.Operations.Waiting;

/// <summary>Every deadline of the pipeline, in one table.</summary>
public static class Deadlines
{
    /// <summary>Pause between two looks while writers wait for a new leader.</summary>
    public static readonly TimeSpan HandoverInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>How often a local condition is looked at.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>How often Patroni is asked: each answer costs its Python a few milliseconds that a starting server needs.</summary>
    public static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(150);

    /// <summary>How often a lock is tried whose holder works for minutes.</summary>
    public static readonly TimeSpan LockInterval = TimeSpan.FromSeconds(1);

    /// <summary>One request to Patroni or one console command.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(3);

    /// <summary>A round of Patroni's loop ends and the next one acts; loop_wait is 2 s.</summary>
    public static readonly TimeSpan PatroniRound = TimeSpan.FromSeconds(6);

    /// <summary>A service that was started answers.</summary>
    public static readonly TimeSpan ServiceAnswers = TimeSpan.FromSeconds(5);

    /// <summary>A member that was stopped in good order is back and streams, or leads.</summary>
    public static readonly TimeSpan MemberReturns = TimeSpan.FromSeconds(60);

    /// <summary>Prometheus has scraped every target for the first time.</summary>
    public static readonly TimeSpan MonitoringReady = TimeSpan.FromSeconds(60);

    /// <summary>The supervisor takes a service over; it looks for new ones every 5 s.</summary>
    public static readonly TimeSpan Supervised = TimeSpan.FromSeconds(15);

    /// <summary>etcd answers; includes its recovery after a crash.</summary>
    public static readonly TimeSpan StoreReady = TimeSpan.FromSeconds(60);

    /// <summary>A leader holds the key and takes writes; includes initdb, crash recovery and an expired ttl.</summary>
    public static readonly TimeSpan LeaderReady = TimeSpan.FromSeconds(180);

    /// <summary>Every replica streams; includes cloning it from the leader.</summary>
    public static readonly TimeSpan ReplicasStreaming = TimeSpan.FromMinutes(15);

    /// <summary>Patroni names a synchronous replica among those that stream.</summary>
    public static readonly TimeSpan ReplicaSynchronous = TimeSpan.FromSeconds(60);

    /// <summary>Both pools answer with the right role once the members do.</summary>
    public static readonly TimeSpan PoolsReady = TimeSpan.FromSeconds(60);

    /// <summary>The transactions of a pool's clients end, so that the pool can be paused; new ones wait meanwhile.</summary>
    public static readonly TimeSpan PoolPaused = TimeSpan.FromSeconds(3);

    /// <summary>How long a pool may be paused at all; then it serves again, whatever became of the reason.</summary>
    public static readonly TimeSpan PauseLimit = TimeSpan.FromSeconds(15);

    /// <summary>What was repaired shows.</summary>
    public static readonly TimeSpan Repaired = TimeSpan.FromSeconds(30);

    /// <summary>One login where something is to be done; generous, because being slow to let somebody in is not what is judged there.</summary>
    public static readonly TimeSpan Connected = TimeSpan.FromSeconds(15);

    /// <summary>A client that watches an operation gives up; later than a paused pool serves again, so that an error is the cluster's, not the client's.</summary>
    public static readonly TimeSpan WatchingClient = TimeSpan.FromSeconds(20);

    /// <summary>Every client that watches the pools gets an answer, if need be with its second question.</summary>
    public static readonly TimeSpan ClientAnswered = TimeSpan.FromSeconds(45);

    /// <summary>A leader hands over; afterwards it is looked at who leads.</summary>
    public static readonly TimeSpan SwitchOver = TimeSpan.FromSeconds(30);

    /// <summary>A stopped member's key in the store expires (ttl), and its slot is dropped.</summary>
    public static readonly TimeSpan MemberForgotten = TimeSpan.FromSeconds(90);

    /// <summary>One service stops in good order before it is killed; a leader checkpoints first.</summary>
    public static readonly TimeSpan ServiceStopped = TimeSpan.FromSeconds(60);

    /// <summary>One fault is healed by another run; a member whose WAL is damaged first gets time to recover by itself.</summary>
    public static readonly TimeSpan FaultHealed = TimeSpan.FromMinutes(2);

    /// <summary>Another run's migration ends.</summary>
    public static readonly TimeSpan MigrationLock = TimeSpan.FromMinutes(10);

    /// <summary>Every replica has replayed what a migration wrote.</summary>
    public static readonly TimeSpan MigrationReplay = TimeSpan.FromMinutes(5);

    /// <summary>The packages are downloaded and unpacked.</summary>
    public static readonly TimeSpan PackagesInstalled = TimeSpan.FromMinutes(20);

    /// <summary>All images are built, or uploaded.</summary>
    public static readonly TimeSpan ImagesBuilt = TimeSpan.FromMinutes(30);

    /// <summary>The Docker Engine answers one question.</summary>
    public static readonly TimeSpan EngineAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Docker Compose starts or stops what it was told; includes waiting for healthy containers.</summary>
    public static readonly TimeSpan ComposeDone = TimeSpan.FromMinutes(5);

    /// <summary>The backup repository answers; a WAL segment's way there comes on top where one is waited for.</summary>
    public static readonly TimeSpan RepositoryAnswers = TimeSpan.FromMinutes(3);

    /// <summary>The last WAL of a cluster that stops reaches the repository.</summary>
    public static readonly TimeSpan WalHandedOver = TimeSpan.FromSeconds(15);

    /// <summary>A backup is made.</summary>
    public static readonly TimeSpan BackedUp = TimeSpan.FromHours(12);

    /// <summary>A backup is copied back, or its WAL replayed.</summary>
    public static readonly TimeSpan Restored = TimeSpan.FromHours(12);

    /// <summary>Every page of a restored server is read.</summary>
    public static readonly TimeSpan PagesChecked = TimeSpan.FromHours(6);

    /// <summary>How often a Kubernetes API server is asked that does not answer.</summary>
    public static readonly TimeSpan ApiServerInterval = TimeSpan.FromSeconds(1);

    /// <summary>A Kubernetes API server that is overloaded, or away, answers again.</summary>
    public static readonly TimeSpan ApiServerReturns = TimeSpan.FromSeconds(60);

    /// <summary>An API server that never answered yet: the address may be wrong, or the way there closed.</summary>
    public static readonly TimeSpan ApiServerFound = TimeSpan.FromSeconds(10);

    /// <summary>A program in a pod that does one thing ends; includes the way through the API server.</summary>
    public static readonly TimeSpan PodAnswers = TimeSpan.FromSeconds(15);

    /// <summary>How long one connection to a pod waits for a program's end before another one goes on; what stands in between cuts idle ones.</summary>
    public static readonly TimeSpan PodLook = TimeSpan.FromSeconds(10);

    /// <summary>A pod that was removed is gone; it may take its grace period, 30 s.</summary>
    public static readonly TimeSpan PodGone = TimeSpan.FromSeconds(90);

    /// <summary>A namespace that was removed is gone with its claims; volumes go first, each in its time.</summary>
    public static readonly TimeSpan NamespaceGone = TimeSpan.FromMinutes(5);

    /// <summary>Pods of poolers and members are gone that were told to end in good order; a member's grace period is 120 s, and a claim lets go after its pod.</summary>
    public static readonly TimeSpan PodsEnded = TimeSpan.FromMinutes(5);

    /// <summary>A pod's container runs; includes its volume and its image.</summary>
    public static readonly TimeSpan PodRuns = TimeSpan.FromMinutes(15);

    /// <summary>What a drained node runs of ours has left it, or is kept there by a disruption budget.</summary>
    public static readonly TimeSpan NodeDrained = TimeSpan.FromSeconds(30);

    /// <summary>A changed Secret lies in every pod that mounts it: kubelets look after theirs about once a minute, and may remember Secrets for as long.</summary>
    public static readonly TimeSpan SecretMounted = TimeSpan.FromMinutes(5);

    /// <summary>kubectl applies, compares or removes what it was told.</summary>
    public static readonly TimeSpan KubectlDone = TimeSpan.FromMinutes(2);

    /// <summary>Every pod of a workload is ready; includes pulling images and cloning a replica.</summary>
    public static readonly TimeSpan WorkloadReady = TimeSpan.FromMinutes(15);

    /// <summary>A pod is in trouble that rarely goes away by itself: an image, a node or a Secret is missing.</summary>
    public static readonly TimeSpan PodStuck = TimeSpan.FromSeconds(90);

    /// <summary>A node has pulled every image of a deployment.</summary>
    public static readonly TimeSpan ImagesPulled = TimeSpan.FromMinutes(15);

    /// <summary>A node cannot get an image: time enough for the kubelet's second try, 10 s after the first.</summary>
    public static readonly TimeSpan ImageRefused = TimeSpan.FromSeconds(25);

    /// <summary>The migration Job ends; an index of a large table takes its time.</summary>
    public static readonly TimeSpan MigrationJob = TimeSpan.FromHours(6);

    /// <summary>All measurements of VerifyReplication.</summary>
    public static readonly TimeSpan ReplicationVerified = TimeSpan.FromMinutes(10);
}

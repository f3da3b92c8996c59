using Sagaz.Core.Errors;
using Sagaz.Core.Topology;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Tests.Processes;
using Sagaz.Operations.Tests.Runtimes;

namespace Sagaz.Operations.Tests.PgBouncer;

/// <summary>Two poolers of one pool are told the same, and are one pool to whoever asks.</summary>
public sealed class PoolConsoleTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();
    private readonly FakePooler one = new();
    private readonly FakePooler other = new();
    private readonly NotingGuard guardOfOne = new();
    private readonly NotingGuard guardOfOther = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [RequiresToolFact("psql")]
    public async Task Every_pooler_is_paused_and_goes_on()
    {
        await using (await PauseAsync())
            Assert.All([one, other], pooler => Assert.Equal("PAUSE;", pooler.Told.Last(IsCommand)));

        Assert.All([one, other], pooler => Assert.Equal(["PAUSE;", "RESUME;"], pooler.Told.Where(IsCommand)));
        Assert.All([guardOfOne, guardOfOther], guard => Assert.Equal(["begin", "end"], guard.Calls));
    }

    [RequiresToolFact("psql")]
    public async Task Where_one_cannot_be_paused_the_other_goes_on_and_the_pause_is_refused()
    {
        other.Answer = sql => sql.StartsWith("PAUSE", StringComparison.Ordinal) ? new FakeAnswer(Error: "not now") : new FakeAnswer();

        var refused = await Assert.ThrowsAsync<CommandFailedException>(PauseAsync);

        Assert.Contains("not now", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["PAUSE;", "RESUME;"], one.Told.Where(IsCommand));
        Assert.Equal(["begin", "end"], guardOfOne.Calls);
    }

    [RequiresToolFact("psql")]
    public async Task Where_a_transaction_does_not_end_every_pooler_goes_on()
    {
        other.Answer = sql => new FakeAnswer(Hangs: sql.StartsWith("PAUSE", StringComparison.Ordinal));

        await Assert.ThrowsAsync<DeadlinePassedException>(PauseAsync);

        Assert.All([one, other], pooler => Assert.Contains("RESUME;", pooler.Told));
    }

    [RequiresToolFact("psql")]
    public async Task Nothing_is_paused_that_nobody_guards()
    {
        guardOfOther.Refusal = new OperationFailedException("The pod is gone.");

        await Assert.ThrowsAsync<OperationFailedException>(PauseAsync);

        Assert.DoesNotContain(other.Told, IsCommand);
        Assert.Contains("RESUME;", one.Told);
    }

    [RequiresToolFact("psql")]
    public async Task A_pooler_of_this_machine_is_paused_by_its_database_and_marked_meanwhile()
    {
        await using (await PoolPause.BeginAsync(Commands, [new Pooler(one.Endpoint("pgbouncer-rw"))], "sagaz", folder.Path, Limit, CancellationToken.None))
            Assert.Single(Directory.GetFiles(folder.Path));

        Assert.Equal(["PAUSE \"sagaz\";", "RESUME \"sagaz\";"], one.Told.Where(IsCommand));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [RequiresToolFact("psql")]
    public async Task Clients_of_both_are_listed_and_ended_where_they_are()
    {
        one.Answer = sql => Clients(sql, "7");
        other.Answer = sql => Clients(sql, "9");

        var clients = await Console.ReadClientsAsync(CancellationToken.None);
        await Console.TryKillClientAsync("b/9", CancellationToken.None);

        Assert.Equal(["a/7", "b/9"], clients.Select(client => client.Id));
        Assert.Contains("KILL_CLIENT 9;", other.Told);
        Assert.DoesNotContain(one.Told, sql => sql.StartsWith("KILL", StringComparison.Ordinal));
    }

    [RequiresToolFact("psql")]
    public async Task Each_gets_its_share_of_the_size_and_figures_are_added()
    {
        one.Answer = other.Answer = sql => sql switch
        {
            "SHOW CONFIG;" => new FakeAnswer([["key", "value"], ["default_pool_size", "12"], ["max_db_connections", "13"]]),
            "SHOW POOLS;" => new FakeAnswer([["database", "cl_active", "cl_waiting", "sv_active", "sv_idle", "sv_used", "maxwait"], ["sagaz", "2", "1", "2", "1", "0", "4"]]),
            _ => new FakeAnswer(),
        };

        var isChanged = await Console.EnsureSizeAsync(FixedCluster.Debian12.Topology.ReadOnlyPool with { Size = 30 }, CancellationToken.None);
        var pool = await Console.ReadPoolAsync("sagaz", CancellationToken.None);

        Assert.True(isChanged);
        Assert.All([one, other], pooler => Assert.Equal(["SET default_pool_size = 15;", "SET max_db_connections = 16;"], pooler.Told.Where(sql => sql.StartsWith("SET", StringComparison.Ordinal))));
        Assert.Equal(new PoolStatus("pgbouncer-ro", 4, 2, 4, 2, TimeSpan.FromSeconds(4)) { Poolers = 2, Answering = 2 }, pool);
    }

    [RequiresToolFact("psql")]
    public async Task One_that_is_silent_is_seen()
    {
        one.Answer = _ => new FakeAnswer([["database", "cl_active"], ["sagaz", "3"]]);
        other.Answer = _ => new FakeAnswer(Error: "down");

        var pool = await Console.ReadPoolAsync("sagaz", CancellationToken.None);

        Assert.Equal((3, 2, 1), (pool!.ActiveClients, pool.Poolers, pool.Answering));
    }

    private static CommandRunner Commands => new(new ListLog());

    private IReadOnlyList<Pooler> Poolers =>
    [
        new Pooler(one.Endpoint("a")) { Guard = guardOfOne, Sharers = 2 },
        new Pooler(other.Endpoint("b")) { Guard = guardOfOther, Sharers = 2 },
    ];

    private PoolConsole Console => new(Commands, "pgbouncer-ro", _ => Task.FromResult(Poolers));

    private Task<PoolPause> PauseAsync() => PoolPause.BeginAsync(Commands, Poolers, "sagaz", folder.Path, Limit, CancellationToken.None);

    private static bool IsCommand(string sql) => sql.StartsWith("PAUSE", StringComparison.Ordinal) || sql.StartsWith("RESUME", StringComparison.Ordinal);

    private static FakeAnswer Clients(string sql, string id) => sql switch
    {
        "SHOW CLIENTS;" => new FakeAnswer([["user", "database", "state", "addr", "port", "connect_time", "wait", "link", "ptr", "id"], ["sagaz_app", "sagaz", "active", "10.0.0.1", "5000", "now", "0", "", "0x1", id]]),
        "SHOW SERVERS;" => new FakeAnswer([["ptr", "remote_pid"], ["0x2", "42"]]),
        _ => new FakeAnswer(),
    };

    private sealed class NotingGuard : IPauseGuard
    {
        public List<string> Calls { get; } = [];

        public OperationFailedException? Refusal { get; set; }

        public string? Scope => null;

        public Task BeginAsync(string mark, TimeSpan limit, CancellationToken cancellationToken)
        {
            Calls.Add("begin");
            return Refusal is null ? Task.CompletedTask : Task.FromException(Refusal);
        }

        public Task EndAsync(string mark, CancellationToken cancellationToken)
        {
            Calls.Add("end");
            return Task.CompletedTask;
        }
    }
}

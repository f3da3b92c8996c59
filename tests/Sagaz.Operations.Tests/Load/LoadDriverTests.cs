using Sagaz.Core.Load;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Load;

[Collection(ScratchServerGroup.Name)]
public sealed class LoadDriverTests(ScratchServer server)
{
    private const string Insert = "INSERT INTO saga_audit_log (action, actor) VALUES ('load', 'load');";

    [RequiresToolFact("initdb")]
    public async Task A_stall_is_felt_by_everyone_who_was_due_in_it_and_by_one_alone_in_a_closed_loop()
    {
        var database = await server.CreateDatabaseAsync();
        var plan = Bench.Plan(server, database, Bench.Profile(Insert, 1)) with { Duration = TimeSpan.FromSeconds(3) };

        var open = await Bench.RunAsync(plan, now => StallAsync(database, now));
        var closed = await Bench.RunAsync(plan with { Arrivals = LoadArrivals.Closed }, now => StallAsync(database, now));

        // 800 ms of 3 s: a quarter of all were due meanwhile, and only one of them was being served.
        Assert.InRange(open.Writes.P90, 150, 20_000);
        Assert.True(open.Steps[0].Service.P90 < open.Steps[0].Latency.P90, "Latency from the real begin leaves the stall out.");
        Assert.True(open.ScheduleLag.P90 > 100, "Whoever is due in a stall begins late.");
        Assert.True(closed.Writes.P90 < open.Writes.P90, "A closed loop asks less often while it waits.");
        Assert.Equal(open.Due, open.Done + open.Skipped);
        Assert.Equal(150, open.Due);
    }

    [RequiresToolFact("initdb")]
    public async Task Requests_that_are_too_late_are_skipped_and_counted()
    {
        var database = await server.CreateDatabaseAsync();
        var plan = Bench.Plan(server, database, Bench.Profile(Insert, 1)) with { SkipAfter = TimeSpan.FromMilliseconds(100), Rate = 200 };

        var stage = await Bench.RunAsync(plan, now => StallAsync(database, now));

        Assert.True(stage.Skipped > 20, $"{stage.Skipped} were skipped.");
        Assert.Equal(stage.Due, stage.Done + stage.Skipped);
        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        Assert.Equal(stage.Done, await session.ReadAsync<long>("SELECT count(*) FROM saga_audit_log"));
    }

    [RequiresToolFact("initdb")]
    public async Task Errors_are_counted_by_their_state_and_a_lost_connection_is_made_anew()
    {
        var database = await server.CreateDatabaseAsync();
        var refused = await Bench.RunAsync(Bench.Plan(server, database, Bench.Profile("SELECT 1 / :zero::integer;", 2)));
        var lost = await Bench.RunAsync(Bench.Plan(server, database, Bench.Profile(Insert, 2)), now => EndSessionsAsync(database, now));

        Assert.Equal(["22012"], refused.Errors.Keys);
        Assert.Equal((refused.Due, 0), (refused.Errors["22012"], refused.Done));
        Assert.NotEmpty(lost.Errors);
        Assert.All(lost.Errors.Keys, error => Assert.Contains(error, (string[])["57P01", "lost"]));
        Assert.True(lost.Done > lost.Due * 3 / 4, "The clients go on.");
    }

    [RequiresToolTheory("initdb")]
    [InlineData(LoadArrivals.Constant)]
    [InlineData(LoadArrivals.Closed)]
    public async Task A_load_goes_on_until_what_happens_beside_it_has_ended(LoadArrivals arrivals)
    {
        var database = await server.CreateDatabaseAsync();
        var plan = Bench.Plan(server, database, Bench.Profile(Insert, 2)) with { Arrivals = arrivals, Duration = TimeSpan.FromSeconds(1) };
        var timeline = new LoadTimeline();

        var (stage, _) = await new LoadDriver(plan, timeline).RunAsync(
            (now, _) => timeline.MarkAsync(LoadOperation.Migrate, () => Eventually.HoldsAsync(() => Task.FromResult(now() >= 3))), CancellationToken.None);

        var mark = Assert.Single(stage.Operations);
        Assert.True(mark.End >= 3, $"The operation ended at {mark.End}.");
        Assert.InRange(stage.Seconds, mark.End + 1.9, mark.End + 2.1);
        Assert.Contains(stage.Series, second => second.At > mark.End && second.Done > 0);
        Assert.True(stage.Done > 0 && stage.Due == stage.Done + stage.Skipped, $"{stage.Done} of {stage.Due}");
    }

    [RequiresToolFact("initdb")]
    public async Task The_kernel_itself_wakes_a_client_whose_answer_comes()
    {
        // A new Npgsql may hide its socket elsewhere; then every answer would cost two switches of threads again.
        await using var source = server.Superuser().CreateDataSource();
        using var connection = source.OpenConnection();

        Assert.True(BlockingSocket.TryUse(connection));
        using var command = new Npgsql.NpgsqlCommand("SELECT 7 FROM pg_sleep(0.1)", connection);
        Assert.Equal(7, command.ExecuteScalar());
    }

    [RequiresToolTheory("initdb")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_profile_of_the_repository_runs_without_an_error(bool isPrepared)
    {
        var database = await server.CreateDatabaseAsync();
        foreach (var name in Bench.Workloads.ProfileNames)
        {
            var profile = Bench.Small(Bench.Workloads.ReadProfile(name));
            await Bench.FillAsync(server, database, "dataset.sql", profile);
            var plan = Bench.Plan(server, database, profile) with { Arrivals = LoadArrivals.Closed, Duration = TimeSpan.FromSeconds(1), MayPrepareWrites = isPrepared, MayPrepareReads = isPrepared, Commit = isPrepared ? CommitLevel.Local : null };

            var stage = await Bench.RunAsync(plan with { WriteConnections = 2, ReadConnections = 2 });

            Assert.Empty(stage.Errors);
            Assert.True(stage.Done > 0, name);
            Assert.All(stage.Steps.SelectMany(step => step.RoundTrips.Values.Select(figures => (step, figures))), pair => Assert.Equal(pair.step.Latency.Count, pair.figures.Count));
        }
    }

    [RequiresToolFact("initdb")]
    public async Task Events_are_claimed_by_one_worker_each_and_a_load_leaves_only_its_data_set()
    {
        var database = await server.CreateDatabaseAsync();
        var profile = Bench.Small(Bench.Workloads.ReadProfile("outbox"));
        await Bench.FillAsync(server, database, "dataset.sql", profile);
        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        async Task<long[]> CountsAsync() => [.. (await session.RowsAsync<long>("SELECT count(*) FROM saga_outbox UNION ALL SELECT count(*) FROM sagas UNION ALL SELECT count(*) FROM saga_executions UNION ALL SELECT count(*) FROM saga_steps"))];
        var before = await CountsAsync();

        var stage = await Bench.RunAsync(Bench.Plan(server, database, profile) with { Rate = 100, WriteConnections = 4 });

        Assert.Empty(stage.Errors);
        Assert.NotEqual(0, await session.ReadAsync<long>("SELECT count(*) FROM saga_outbox WHERE aggregate_type = 'load' AND status = 'sent'"));
        Assert.Equal(0, await session.ReadAsync<long>("SELECT count(*) FROM saga_outbox WHERE aggregate_type = 'load' AND status = 'claimed'"));
        await Bench.FillAsync(server, database, "cleanup.sql", profile);
        await Bench.FillAsync(server, database, "dataset.sql", profile);
        Assert.Equal(before, await CountsAsync());
    }

    /// <summary>Nobody can write to the table for 800 ms, from a second after the beginning on.</summary>
    private async Task StallAsync(string database, Func<double> now)
    {
        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        await Eventually.HoldsAsync(() => Task.FromResult(now() >= 1));
        await session.ExecuteAsync("BEGIN; LOCK TABLE saga_audit_log IN EXCLUSIVE MODE; SELECT pg_sleep(0.8); COMMIT");
    }

    private async Task EndSessionsAsync(string database, Func<double> now)
    {
        await using var session = await TestSession.OpenAsync(server.Superuser(database));
        await Eventually.HoldsAsync(() => Task.FromResult(now() >= 0.5));
        Assert.NotEqual(0, await session.ReadAsync<long>("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'sagaz_app' AND datname = current_database()"));
    }
}

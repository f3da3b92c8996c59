using Sagaz.Core.Errors;
using Sagaz.Operations.Migrations;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Migrations;

[Collection(ScratchServerGroup.Name)]
public sealed class MigrationLockTests(ScratchServer server) : IDisposable
{
    private readonly ListLog _log = new();
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [RequiresToolFact("initdb")]
    public async Task Of_two_migrators_at_once_one_waits_and_both_end_well()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        var request = server.Request(database, _scripts.Migrations);
        _scripts.Add("001_create_first.sql", "CREATE TABLE first (id integer);\nSELECT pg_advisory_xact_lock(1);");
        await using var gate = await TestSession.OpenAsync(server.Owner(database));
        await gate.ExecuteAsync("SELECT pg_advisory_lock(1)");
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _log.Said += line =>
        {
            if (line.StartsWith("Waiting for another migration", StringComparison.Ordinal))
                waiting.TrySetResult();
        };
        Task<MigrationReport>[] runs =
        [
            new Migrator(_log).RunAsync(request, CancellationToken.None),
            new Migrator(_log).RunAsync(request, CancellationToken.None),
        ];
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await gate.ExecuteAsync("SELECT pg_advisory_unlock(1)");
        var reports = await Task.WhenAll(runs);

        Assert.Equal([0, 1], reports.Select(report => report.Applied.Count).Order());
        Assert.Contains(_log.Lines, line => line.StartsWith("Waiting for another migration: pid ", StringComparison.Ordinal)
            && line.Contains("client 127.0.0.1", StringComparison.Ordinal));
    }

    [RequiresToolFact("initdb")]
    public async Task Gives_up_at_the_deadline_and_names_who_holds_the_lock()
    {
        var request = server.Request(await server.CreateDatabaseAsync(migrated: false), _scripts.Migrations);
        _scripts.Add("001_create_first.sql", "SELECT pg_sleep(60);");
        var running = new TaskCompletionSource();
        _log.Said += line =>
        {
            if (line.StartsWith("Running", StringComparison.Ordinal))
                running.TrySetResult();
        };
        using var cancellation = new CancellationTokenSource();
        var first = new Migrator(_log).RunAsync(request, cancellation.Token);
        await running.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var failure = await Assert.ThrowsAsync<DeadlinePassedException>(() => new Migrator(_log).RunAsync(
            request with { LockDeadline = TimeSpan.FromMilliseconds(300) }, CancellationToken.None));

        Assert.Contains("held by: pid ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("application sagaz-build", failure.Message, StringComparison.Ordinal);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }
}

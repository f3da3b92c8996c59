using Sagaz.Core.Errors;
using Sagaz.Operations.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

[Collection(ScratchServerGroup.Name)]
public sealed class InboxCleanupTests(ScratchServer server)
{
    private const string Fill =
        "INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload, consumed_at) "
        + "SELECT gen_random_uuid(), 'c', 't', 'e', '{}', now() - $1 * interval '1 day' FROM generate_series(1, $2)";

    [RequiresToolFact("initdb")]
    public async Task Removes_what_is_older_in_several_transactions_and_leaves_rows_in_use()
    {
        await using var scene = await SceneAsync();
        await using var user = await TestSession.OpenAsync(server.As("sagaz_app", scene.Database));
        await user.ExecuteAsync("BEGIN; UPDATE consumer_inbox SET processing_duration_ms = 1 WHERE event_id = (SELECT event_id FROM consumer_inbox ORDER BY consumed_at LIMIT 1)");
        var before = await scene.Owner.ReadAsync<long>("SELECT txid_current()");
        Assert.Equal(11_999, await Cleanup(scene).CleanAsync(90, CancellationToken.None));
        Assert.True(await scene.Owner.ReadAsync<long>("SELECT txid_current()") - before >= 3);
        await user.ExecuteAsync("COMMIT");
        Assert.Equal(1, await Cleanup(scene).CleanAsync(90, CancellationToken.None));
        Assert.Equal(10, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM consumer_inbox"));
    }

    [RequiresToolFact("initdb")]
    public async Task Stops_when_it_is_cancelled_and_keeps_what_was_done()
    {
        await using var scene = await SceneAsync();
        using var stop = new CancellationTokenSource();
        await using var holder = await TestSession.OpenAsync(server.Owner(scene.Database));
        await holder.ExecuteAsync("BEGIN; LOCK TABLE consumer_inbox IN SHARE MODE");
        var cleaning = Cleanup(scene).CleanAsync(90, stop.Token);
        await Eventually.HoldsAsync(() => scene.Owner.ReadAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'consumer_inbox'::regclass AND NOT granted)"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cleaning);
        await holder.ExecuteAsync("COMMIT");
        Assert.Equal(12_010, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM consumer_inbox"));
    }

    [RequiresToolFact("initdb")]
    public async Task Refuses_to_keep_nothing()
    {
        await using var scene = await Scene.OpenAsync(server);
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Cleanup(scene).CleanAsync(0, CancellationToken.None));
        Assert.Equal("The inbox is kept for at least 1 day, not 0 (--days).", refused.Sentence);
    }

    private InboxCleanup Cleanup(Scene scene) => new(server.Owner(scene.Database), scene.Log);

    private async Task<Scene> SceneAsync()
    {
        var scene = await Scene.OpenAsync(server);
        await scene.Owner.ExecuteAsync(Fill, 100, 12_000);
        await scene.Owner.ExecuteAsync(Fill, 1, 10);
        return scene;
    }
}

using Sagaz.Operations.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

[Collection(ScratchServerGroup.Name)]
public sealed class IndexRebuildTests(ScratchServer server)
{
    // Nine of ten entries go, evenly, so that no page becomes empty.
    private const string Bloat =
        """
        INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload)
        SELECT md5(n::text)::uuid, 'c', 't', 'e', '{}' FROM generate_series(1, 30000) AS n;
        DELETE FROM consumer_inbox WHERE left(event_id::text, 1) <> '0' AND right(event_id::text, 1) > '1';
        VACUUM ANALYZE consumer_inbox
        """;

    [RequiresToolTheory("initdb")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bloated_index_is_rebuilt_once_and_a_dense_one_is_not(bool measured)
    {
        await using var scene = await SceneAsync(measured);
        var rebuilt = await Rebuild(scene).RebuildAsync(CancellationToken.None);
        var index = Assert.Single(rebuilt, one => one.Name == "public.consumer_inbox_pkey");
        Assert.True(index.BytesAfter < index.Bytes * 0.5, $"{index}");
        Assert.True(Math.Abs(index.Bloat - (1 - (double)index.BytesAfter!.Value / index.Bytes)) < 0.15, $"The estimate is far off: {index}");
        Assert.Empty(await Rebuild(scene).RebuildAsync(CancellationToken.None));
        Assert.True(await scene.Owner.ReadAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'consumer_inbox_pkey'::regclass"));
    }

    [RequiresToolFact("initdb")]
    public async Task What_a_killed_rebuild_left_behind_is_cleared_away()
    {
        await using var scene = await SceneAsync(measured: false);
        await using var holder = await TestSession.OpenAsync(server.As("sagaz_app", scene.Database));
        await holder.ExecuteAsync("BEGIN; INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload) VALUES (gen_random_uuid(), 'c', 't', 'e', '{}')");
        var impatient = Rebuild(scene, TimeSpan.FromMilliseconds(200));
        await using var killed = await TestSession.OpenAsync(server.Owner(scene.Database));
        var reindex = killed.ExecuteAsync("REINDEX INDEX CONCURRENTLY consumer_inbox_pkey");
        await Eventually.HoldsAsync(() => scene.Owner.ReadAsync<bool>("SELECT to_regclass('consumer_inbox_pkey_ccnew') IS NOT NULL"));
        Assert.False(reindex.IsCompleted);
        await scene.Owner.ExecuteAsync("SELECT pg_terminate_backend($1)", killed.Connection.ProcessID);
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => reindex);
        await holder.ExecuteAsync("COMMIT");

        Assert.Contains(await impatient.RebuildAsync(CancellationToken.None), index => index is { Name: "public.consumer_inbox_pkey", BytesAfter: not null });
        Assert.Contains(scene.Log.Lines, line => line.Contains("consumer_inbox_pkey_ccnew", StringComparison.Ordinal));
        Assert.Equal(0, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
    }

    [RequiresToolFact("initdb")]
    public async Task An_old_transaction_postpones_a_rebuild_and_nothing_is_left_behind()
    {
        await using var scene = await SceneAsync(measured: false);
        await using var holder = await TestSession.OpenAsync(server.As("sagaz_app", scene.Database));
        await holder.ExecuteAsync("BEGIN; INSERT INTO consumer_inbox (event_id, consumer_name, source_topic, event_type, payload) VALUES (gen_random_uuid(), 'c', 't', 'e', '{}')");
        var rebuilding = Rebuild(scene, TimeSpan.FromMilliseconds(200)).RebuildAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => Task.FromResult(rebuilding.IsCompleted || scene.Log.Lines.Any(line => line.StartsWith("Dropping", StringComparison.Ordinal))));
        await holder.ExecuteAsync("COMMIT");
        Assert.Contains(await rebuilding, index => index.Postponed is { } reason && reason.StartsWith("55P03", StringComparison.Ordinal));
        Assert.Equal(0, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
    }

    private IndexRebuild Rebuild(Scene scene, TimeSpan? patience = null) =>
        new(server.Owner(scene.Database), scene.Log) { MinimumBytes = 256 << 10, Patience = patience ?? TimeSpan.FromSeconds(20) };

    private async Task<Scene> SceneAsync(bool measured)
    {
        var scene = await Scene.OpenAsync(server);
        if (measured)
        {
            await using var superuser = await TestSession.OpenAsync(server.Superuser(scene.Database));
            await superuser.ExecuteAsync("CREATE EXTENSION pgstattuple; GRANT EXECUTE ON FUNCTION pgstatindex(regclass) TO sagaz_owner");
        }
        foreach (var statement in Bloat.Split(';'))
            await scene.Owner.ExecuteAsync(statement);
        return scene;
    }
}

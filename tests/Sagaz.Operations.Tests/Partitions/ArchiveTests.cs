using System.Security.Cryptography;
using Sagaz.Core.Partitions;
using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

[Collection(ScratchServerGroup.Name)]
public sealed class ArchiveTests(ScratchServer server) : IDisposable
{
    private const string Partition = "saga_outbox_y2020m01d01";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"sagaz-archive-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [RequiresToolFact("initdb")]
    public async Task What_goes_is_in_a_file_that_loads_again_row_by_row()
    {
        await using var scene = await SceneAsync();
        await scene.Owner.ExecuteAsync("CREATE TABLE before AS SELECT * FROM saga_outbox");
        Assert.Equal([$"ARCHIVE {Partition}", $"DROP {Partition}"], await scene.DoneAsync(_folder));

        var manifest = Manifest();
        var file = Path.Combine(_folder, manifest.File);
        Assert.Equal((200, "saga_outbox", Partition), (manifest.Rows, manifest.Table, manifest.Partition));
        Assert.Equal((new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero)), (manifest.From, manifest.To));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file))), manifest.Sha256);
        Assert.Equal(new FileInfo(file).Length, manifest.FileBytes);

        await using (var import = await scene.Owner.Connection.BeginTextImportAsync("COPY saga_outbox FROM STDIN (FORMAT csv, HEADER)"))
            await import.WriteAsync(await File.ReadAllTextAsync(file));
        Assert.Equal(0, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM ((TABLE before EXCEPT TABLE saga_outbox) UNION ALL (TABLE saga_outbox EXCEPT TABLE before)) AS different"));
        Assert.Equal(200, await scene.Owner.ReadAsync<long>("SELECT count(*) FROM saga_outbox"));
    }

    [RequiresToolFact("initdb")]
    public async Task A_table_that_is_to_be_archived_is_not_dropped_without_a_folder_whoever_maintains_it()
    {
        await using var scene = await SceneAsync();
        await scene.Owner.ExecuteAsync("UPDATE partition_policies SET archive_first = true WHERE table_name = 'saga_outbox'");
        Assert.Equal([$"SKIP {Partition}"], await scene.DoneAsync());
        Assert.Equal(
            "SKIP Past its retention, but kept until it is archived: ./build.sh MaintainPartitions --archive <folder>.",
            await scene.Owner.ReadAsync<string>("SELECT concat_ws(' ', action, details) FROM maintain_all_partitions() WHERE partition_name IS NOT NULL"));
        Assert.Equal([$"ARCHIVE {Partition}", $"DROP {Partition}"], await scene.DoneAsync(_folder));
    }

    [RequiresToolFact("initdb")]
    public async Task A_folder_that_cannot_be_written_keeps_the_partition_writable_and_is_an_error()
    {
        await using var scene = await SceneAsync();
        await File.WriteAllTextAsync(_folder, "not a folder");
        try
        {
            var error = Assert.Single(await scene.MaintainAsync(_folder));
            Assert.Equal(MaintenanceActionKind.Error, error.Kind);
            Assert.Contains("cannot be written", error.Details, StringComparison.Ordinal);
            Assert.Equal(200, await scene.Owner.ExecuteAsync("UPDATE saga_outbox SET worker_id = 'w'"));
            Assert.Equal(1, await scene.Owner.ReadAsync<int>("SELECT errors FROM partition_maintenance_runs ORDER BY finished_at DESC LIMIT 1"));
        }
        finally
        {
            File.Delete(_folder);
        }
    }

    [RequiresToolFact("initdb")]
    public async Task Half_a_file_of_a_killed_run_is_written_anew_and_a_whole_archive_is_not()
    {
        await using var scene = await SceneAsync();
        await using var blocker = await TestSession.OpenAsync(server.Owner(scene.Database));
        await blocker.ExecuteAsync("BEGIN; LOCK TABLE ONLY saga_outbox IN ACCESS SHARE MODE");
        var patience = new LockPatience { LockTimeout = TimeSpan.FromMilliseconds(10), Attempts = 1 };
        Assert.Equal(
            [MaintenanceActionKind.Archive, MaintenanceActionKind.Skip],
            (await scene.MaintainAsync(_folder, patience)).Select(action => action.Kind));
        await blocker.ExecuteAsync("COMMIT");

        var manifest = Manifest();
        var file = Path.Combine(_folder, manifest.File);
        File.Delete(Path.Combine(_folder, ArchiveManifest.NameFor(manifest.File)));
        await File.WriteAllTextAsync(file, "half");
        await blocker.ExecuteAsync("BEGIN; LOCK TABLE ONLY saga_outbox IN ACCESS SHARE MODE");
        await scene.MaintainAsync(_folder, patience);
        await blocker.ExecuteAsync("COMMIT");
        Assert.Equal(manifest.Sha256, Manifest().Sha256);
        Assert.Equal(manifest.FileBytes, new FileInfo(file).Length);

        var actions = await scene.MaintainAsync(_folder);
        Assert.StartsWith("200 rows are archived already in", actions[0].Details, StringComparison.Ordinal);
        Assert.Equal(MaintenanceActionKind.Drop, actions[1].Kind);
    }

    [RequiresToolFact("initdb")]
    public async Task A_partition_that_is_made_again_never_replaces_the_archive_of_the_first()
    {
        await using var scene = await SceneAsync();
        await scene.MaintainAsync(_folder);
        await InsertAsync(scene, 7);
        await scene.Owner.ExecuteAsync("SELECT create_saga_outbox_partition('2020-01-01')");
        Assert.Equal([$"ARCHIVE {Partition}", $"DROP {Partition}"], await scene.DoneAsync(_folder));
        Assert.Equal(
            [7, 200],
            Directory.GetFiles(_folder, "*.json").Select(path => ArchiveManifest.Parse(File.ReadAllText(path))!.Rows).Order());
    }

    private ArchiveManifest Manifest() => ArchiveManifest.Parse(File.ReadAllText(Assert.Single(Directory.GetFiles(_folder, "*.json"))))!;

    private async Task<Scene> SceneAsync()
    {
        var scene = await Scene.OpenAsync(server);
        await scene.Owner.ExecuteAsync("SELECT create_saga_outbox_partition('2020-01-01')");
        await InsertAsync(scene, 200);
        return scene;
    }

    private static Task<int> InsertAsync(Scene scene, int rows) => scene.Owner.ExecuteAsync(
        """
        INSERT INTO saga_outbox (event_id, saga_id, aggregate_id, event_type, payload, status, created_at, last_error)
        SELECT gen_random_uuid(), 's', nullif('', n::text), E'two\nlines, "quoted" \\. ' || n, jsonb_build_object('ключ', repeat('ü', n)), 'sent',
          '2020-01-01 12:00Z'::timestamptz + n * interval '1.000001 s', CASE WHEN n % 2 = 0 THEN '' END
        FROM generate_series(1, $1) AS n
        """,
        rows);
}

using Sagaz.Core.Errors;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>What a member had is never lost, wherever a run is killed: the scripts, really run, in a folder of this machine.</summary>
public sealed class MemberVolumeTests : IDisposable
{
    /// <summary>Kills the shell after as many changes of the disk as it is told.</summary>
    private const string Killed = """
        changes=0
        changed() { changes=$((changes + 1)); if [ "$changes" -eq "$killed_after" ]; then kill -KILL $$; fi; }
        mv() { command mv "$@"; changed; }
        rm() { command rm "$@"; changed; }
        printf() { command printf "$@"; changed; }
        sync() { :; }

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task The_restored_data_takes_its_place_and_what_was_there_stays_beside_it()
    {
        Put("data", "had");
        Put("restored/data", "past");

        await RunAsync(MemberVolume.TakeOver, "one");

        Assert.Equal(("past", "had"), (Read("data"), Read("data.before-restore")));
        Assert.False(Directory.Exists(folder.Of("restored")));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Wherever_a_run_was_killed_the_next_one_finds_what_the_member_had(int killedAfter)
    {
        for (var again = 1; again <= 4; again++)
        {
            Put("data", "had");
            Put("data.before-restore", "of an earlier restore");
            File.WriteAllText(folder.Of("restored-by"), "an earlier one");
            await RunAsync(MemberVolume.MakeRoom, "one");
            Put("restored/data", "past");

            Assert.NotEqual(0, (await TryAsync(Killed + MemberVolume.TakeOver, "one", killedAfter)).ExitCode);
            await TryAsync(Killed + MemberVolume.MakeRoom, "one", again);
            await RunAsync(MemberVolume.MakeRoom, "one");

            Assert.True(Read("data") == "had", $"killed after {killedAfter}, and again after {again}: {Read("data")}");
            Assert.False(Directory.Exists(folder.Of("data.before-restore")));
            Clear();
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task What_an_earlier_restore_had_kept_makes_room_and_counts_as_room_before()
    {
        Put("data", "had");
        Put("data.before-restore", new string('x', 4 * 1024 * 1024));

        var before = long.Parse(await RunAsync(MemberVolume.Room, "one"), System.Globalization.CultureInfo.InvariantCulture);
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;
        await RunAsync(MemberVolume.MakeRoom, "one");

        Assert.Equal("had", Read("data"));
        Assert.False(Directory.Exists(folder.Of("data.before-restore")));
        // Others write to the same disk meanwhile.
        Assert.InRange(before, free - (1L << 30), free + (1L << 30));
        Assert.True(before > 4 * 1024 * 1024);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_takes_the_place_of_data_before_it_was_restored()
    {
        Put("data", "had");

        Assert.NotEqual(0, (await TryAsync(MemberVolume.TakeOver, "one", 0)).ExitCode);

        Assert.Equal("had", Read("data"));
    }

    [Fact]
    public void Too_little_room_is_refused_with_both_figures()
    {
        var backup = RestoringPods.Backup with { DatabaseBytes = 1024L * 1024 * 1024 };

        var refused = Assert.Throws<PreconditionException>(() => MemberVolume.RequireRoom($" {1200L * 1024 * 1024}\n", backup));
        MemberVolume.RequireRoom($"{1280L * 1024 * 1024}\n", backup);

        Assert.Contains("data-postgresql-0", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("Sizes and storage", refused.Remedy, StringComparison.Ordinal);
    }

    private void Put(string name, string content)
    {
        Directory.CreateDirectory(folder.Of(name));
        File.WriteAllText(folder.Of(name, "content"), content);
    }

    private string Read(string name) => File.Exists(folder.Of(name, "content")) ? File.ReadAllText(folder.Of(name, "content")) : "nothing";

    private void Clear()
    {
        foreach (var entry in Directory.GetDirectories(folder.Path))
            Directory.Delete(entry, recursive: true);
        foreach (var file in Directory.GetFiles(folder.Path))
            File.Delete(file);
    }

    private async Task<string> RunAsync(string script, string id) => (await TryAsync(script, id, 0)).Require().Output;

    private Task<CommandResult> TryAsync(string script, string id, int killedAfter) => new CommandRunner(new ListLog()).RunAsync(
        new Command("sh", ["-ec", script, "sh", folder.Path, id]) { Environment = new Dictionary<string, string> { ["killed_after"] = $"{killedAfter}" } });
}

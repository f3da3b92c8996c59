using Sagaz.Core.Backups;
using Sagaz.Core.Errors;
using Sagaz.Core.Replication;

namespace Sagaz.Core.Tests.Backups;

public sealed class BackupCatalogTests
{
    private const string Full = "20261123-020550F";
    private const string Differential = "20261123-020550F_20261123-030000D";

    [Fact]
    public void Reads_what_pgbackrest_prints()
    {
        var catalog = BackupText.Catalog;

        Assert.Equal(("ok", "15-1", "000000010000000000000005"), (catalog.Status, catalog.Archive, catalog.LastWal));
        Assert.Equal([Full, Differential], catalog.Sets.Select(backup => backup.Label));
        Assert.Equal(
            new BackupSet
            {
                Label = Full,
                Kind = BackupKind.Full,
                StartedAt = DateTimeOffset.FromUnixTimeSeconds(1795399550),
                StoppedAt = DateTimeOffset.FromUnixTimeSeconds(1795399552),
                StopLsn = Lsn.Parse("0/3000050"),
                FirstWal = "000000010000000000000002",
                LastWal = "000000010000000000000003",
                DatabaseBytes = 22992374,
                RepositoryBytes = 2840320,
                HasPageErrors = false,
            },
            catalog.Sets[0]);
        Assert.True(catalog.Newest!.HasPageErrors);
    }

    [Fact]
    public void A_repository_that_nobody_set_up_holds_nothing()
    {
        var catalog = BackupCatalog.Parse(BackupText.Empty);

        Assert.Equal(("missing stanza path", "", ""), (catalog.Status, catalog.Archive, catalog.LastWal));
        Assert.Null(catalog.Newest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""[{"name":"s"}]""")]
    public void Refuses_what_pgbackrest_does_not_print(string text)
    {
        Assert.Throws<FormatException>(() => BackupCatalog.Parse(text));
    }

    // A backup's end is known to the second, so the second after it is the first that is certain.
    [Theory]
    [InlineData(1795399552, null)]
    [InlineData(1795399553, Full)]
    [InlineData(1795403003, Full)]
    [InlineData(1795403004, Differential)]
    public void A_moment_is_restored_from_the_newest_backup_before_it(long seconds, string? label)
    {
        var target = new RestoreTarget.Moment(DateTimeOffset.FromUnixTimeSeconds(seconds));

        Assert.Equal(label, Record.Exception(() => BackupText.Catalog.Choose(target)) is PreconditionException ? null : BackupText.Catalog.Choose(target).Label);
    }

    [Theory]
    [InlineData("0/300004F", null)]
    [InlineData("0/3000050", Full)]
    [InlineData("0/4000100", Differential)]
    public void A_position_is_restored_from_the_newest_backup_before_it(string position, string? label)
    {
        var target = new RestoreTarget.Position(Lsn.Parse(position));

        Assert.Equal(label, Record.Exception(() => BackupText.Catalog.Choose(target)) is PreconditionException ? null : BackupText.Catalog.Choose(target).Label);
    }

    [Fact]
    public void A_label_is_taken_at_its_word_and_a_wrong_one_refused_with_those_there_are()
    {
        Assert.Equal(Full, BackupText.Catalog.Choose(new RestoreTarget.Backup(Full)).Label);

        var refusal = Assert.Throws<PreconditionException>(() => BackupText.Catalog.Choose(new RestoreTarget.Backup("nope")));
        Assert.Contains(Differential, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_moment_is_written_to_the_microsecond_in_utc()
    {
        var moment = new DateTimeOffset(2026, 11, 23, 3, 4, 5, TimeSpan.FromHours(1)).AddMicroseconds(7);

        Assert.Equal("2026-11-23 02:04:05.000007+00", new RestoreTarget.Moment(moment).ToString());
    }
}

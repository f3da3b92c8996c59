using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using static Sagaz.Core.Tests.Migrations.Scripts;

namespace Sagaz.Core.Tests.Migrations;

public sealed class JournalReconciliationTests
{
    private static readonly MigrationScript First = Script("001_a_b.sql");
    private static readonly MigrationScript Second = Script("002_c_d.sql");
    private static readonly MigrationJournalEntry FirstRow = Row(First, 1);

    [Fact]
    public void Goes_on_where_the_new_leader_has_every_row() => Assert.Null(Judge([FirstRow]));

    [Fact]
    public void Takes_the_script_in_flight_as_applied_when_its_row_arrived()
    {
        var arrived = Row(Second, 34);
        Assert.Same(arrived, Judge([FirstRow, arrived]));
    }

    [Fact]
    public void An_older_row_of_the_script_in_flight_is_not_its_commit()
    {
        var earlier = Row(Second, 1);
        Assert.Null(Reconciliation([earlier, Row(First, 2)]).Judge([earlier, Row(First, 2)]));
    }

    [Fact]
    public void A_row_of_the_script_in_flight_with_another_hash_is_not_its_commit() =>
        Assert.Null(Judge([FirstRow, Row(Script("002_c_d.sql", body: "SELECT 2;"), 2)]));

    [Fact]
    public void Stops_at_a_script_that_was_applied_and_is_lost()
    {
        var stopped = Assert.Throws<OperationFailedException>(() => Judge([]));
        Assert.Equal(
            "Migration 001_a_b.sql is in doubt: it was applied on postgres-0, and postgres-1, which leads now, does not have it.",
            stopped.Sentence);
        Assert.Contains("applied: timeline 1, at 0/1000001", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_was_written_again_by_another_run_is_not_the_one_that_is_known() =>
        Assert.Throws<OperationFailedException>(() => Judge([FirstRow with { Lsn = "0/1FFFFFF", Timeline = 2 }]));

    [Fact]
    public void Stops_at_a_leader_of_an_earlier_timeline()
    {
        var stopped = Assert.Throws<OperationFailedException>(
            () => (Reconciliation([FirstRow]) with { Before = ("postgres-1", 3), Now = ("postgres-0", 2) }).Judge([FirstRow]));
        Assert.Equal("postgres-0 is on timeline 2, and this run has seen timeline 3; it is an old leader.", stopped.Sentence);
    }

    private static MigrationJournalEntry? Judge(IReadOnlyList<MigrationJournalEntry> journal) => Reconciliation([FirstRow]).Judge(journal);

    private static JournalReconciliation Reconciliation(IReadOnlyList<MigrationJournalEntry> known) => new()
    {
        Known = known,
        InFlight = Second,
        Before = ("postgres-0", 1),
        Now = ("postgres-1", 2),
    };

    private static MigrationJournalEntry Row(MigrationScript script, long sequence) =>
        Applied(script) with { Sequence = sequence, Lsn = $"0/{0x1000000 + sequence:X}", Timeline = 1 };
}

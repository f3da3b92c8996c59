using Sagaz.Core.Ledger;
using Sagaz.Operations.Ledger;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Ledger;

public sealed class AckLedgerTests
{
    [Fact]
    public async Task Entries_are_read_back_while_the_ledger_is_open()
    {
        using var folder = new TemporaryFolder();
        await using var ledger = AckLedger.Create(Path.Combine(folder.Path, "runs", "ledger"));
        var entries = Enumerable.Range(1, 200).Select(n => new Attempted(ledger.Now, new LedgerEvent(Guid.NewGuid(), "saga", n))).ToList();

        await Task.WhenAll(entries.Select(ledger.AppendAsync));

        Assert.Equal(entries, (await AckLedger.ReadAsync(ledger.Path, CancellationToken.None)).OfType<Attempted>());
    }

    [Fact]
    public async Task A_line_torn_by_a_kill_hides_no_other()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "ledger");
        var entry = new Acknowledged(DateTimeOffset.UtcNow, Guid.NewGuid());
        await using (var ledger = AckLedger.Create(path))
            await ledger.AppendAsync(entry);
        await File.AppendAllTextAsync(path, LedgerLine.Format(entry)[..40]);

        Assert.Equal([entry], await AckLedger.ReadAsync(path, CancellationToken.None));
    }

    [Fact]
    public async Task A_ledger_is_never_written_over()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "ledger");
        await using var first = AckLedger.Create(path);

        Assert.Throws<IOException>(() => AckLedger.Create(path));
    }
}

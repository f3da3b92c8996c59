using Sagaz.Core.Ledger;

namespace Sagaz.Core.Tests.Ledger;

/// <summary>Random histories with known faults: the verdict finds exactly those.</summary>
public sealed class LedgerPropertyTests
{
    private const int Histories = 300;

    [Fact]
    public void Every_fault_of_a_random_history_is_found_and_no_other()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            var (lost, unknown, twice) = (new HashSet<LedgerEvent>(), new HashSet<LedgerEvent>(), new HashSet<LedgerEvent>());
            var scene = new LedgerScene();
            foreach (var row in Rows(random))
            {
                scene.Attempt(row);
                switch (random.Next(6))
                {
                    case 0:
                        scene.Acknowledge(row);
                        lost.Add(row);
                        break;
                    case 1:
                        unknown.Add(row);
                        break;
                    case 2:
                        scene.Store(row).Publish(row);
                        unknown.Add(row);
                        break;
                    case 3:
                        scene.Store(row).Acknowledge(row).Publish(row).Publish(row);
                        twice.Add(row);
                        break;
                    case 4:
                        scene.Abandon(row);
                        break;
                    default:
                        scene.Store(row).Acknowledge(row).Publish(row);
                        break;
                }
            }

            var verdict = scene.Verdict;

            Assert.True(lost.SetEquals(verdict.Lost), $"seed {seed}");
            Assert.True(unknown.SetEquals(verdict.Unknown), $"seed {seed}");
            Assert.True(twice.SetEquals(verdict.PublishedTwice), $"seed {seed}");
            Assert.Empty(verdict.Orphans);
            Assert.Empty(verdict.Unexpected);
            Assert.Empty(verdict.OutOfOrder);
            Assert.Empty(verdict.Lost.Intersect(verdict.Unknown));
        }
    }

    [Fact]
    public void A_ledger_torn_at_any_byte_is_a_prefix_of_the_whole_one()
    {
        var scene = new LedgerScene();
        foreach (var row in Rows(new Random(1)))
            scene.Complete(row);
        var text = string.Concat(scene.Ledger.Select(entry => LedgerLine.Format(entry) + "\n"));
        var random = new Random(2);

        Assert.Equal(scene.Ledger, LedgerLine.ParseAll(text));
        for (var cut = 0; cut < Histories; cut++)
        {
            var read = LedgerLine.ParseAll(text[..random.Next(text.Length)]);
            Assert.Equal(scene.Ledger.Take(read.Count), read);
        }
    }

    private static IEnumerable<LedgerEvent> Rows(Random random) =>
        Enumerable.Range(0, 1 + random.Next(4)).SelectMany(saga =>
            Enumerable.Range(1, 1 + random.Next(5)).Select(sequence => LedgerScene.Event($"saga-{(char)('a' + saga)}", sequence)));
}

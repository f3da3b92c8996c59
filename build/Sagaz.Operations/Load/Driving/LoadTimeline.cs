using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>What happens to the cluster while a load runs, so that its requests are told apart from the others, and when the load ends.</summary>
public sealed class LoadTimeline
{
    /// <summary>How long a load goes on after its last operation, so that the recovery is seen.</summary>
    private const long Aftermath = 2 * LoadClock.Second;
    private readonly Lock gate = new();
    private readonly List<Span> spans = [];
    private LoadClock? clock;
    private long planned;
    private long held;

    /// <summary>When the load ends: as planned, or a moment after its last operation; nobody knows when while one runs. Nanoseconds.</summary>
    internal long End => Math.Max(planned, Volatile.Read(ref held));

    internal void Use(LoadClock own, long plannedEnd) => (clock, planned) = (own, plannedEnd);

    /// <summary>Runs an operation and keeps when it began, when it ended, and why it failed.</summary>
    /// <param name="operation">What.</param>
    /// <param name="run">Does it.</param>
    /// <returns>Why it failed; null when it did not.</returns>
    public async Task<Core.Errors.SagazException?> MarkAsync(LoadOperation operation, Func<Task> run)
    {
        var span = new Span(operation, clock!.Now);
        lock (gate)
            spans.Add(span);
        Volatile.Write(ref held, long.MaxValue);
        try
        {
            await run();
            return null;
        }
        catch (Core.Errors.SagazException failed)
        {
            span.Failure = failed.Sentence;
            return failed;
        }
        finally
        {
            span.End = clock.Now;
            Volatile.Write(ref held, span.End + Aftermath);
        }
    }

    /// <summary>Which operation disturbed a request: one that ran when it was due, or began within a second after.</summary>
    internal int IndexAt(long due)
    {
        lock (gate)
            return spans.FindIndex(span => due >= span.Begin - LoadClock.Second && due <= span.End);
    }

    internal void AddError(int index, bool isRead)
    {
        lock (gate)
        {
            if (isRead)
                spans[index].ReadErrors++;
            else
                spans[index].WriteErrors++;
        }
    }

    internal IReadOnlyList<OperationMark> Marks(Func<int, LatencyFigures> writesOf)
    {
        lock (gate)
        {
            return [.. spans.Select((span, index) => new OperationMark
            {
                Operation = span.Operation,
                Begin = Math.Round(span.Begin / (double)LoadClock.Second, 3),
                End = Math.Round(span.End / (double)LoadClock.Second, 3),
                Writes = writesOf(index),
                WriteErrors = span.WriteErrors,
                ReadErrors = span.ReadErrors,
                Failure = span.Failure,
            })];
        }
    }

    private sealed class Span(LoadOperation operation, long begin)
    {
        private long end = long.MaxValue;

        public LoadOperation Operation { get; } = operation;

        public long Begin { get; } = begin;

        public long End
        {
            get => Volatile.Read(ref end);
            set => Volatile.Write(ref end, value);
        }

        public long WriteErrors { get; set; }

        public long ReadErrors { get; set; }

        public string? Failure { get; set; }
    }
}

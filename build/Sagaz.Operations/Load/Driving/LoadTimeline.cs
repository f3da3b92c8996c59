using Sagaz.Core.Load;

namespace Sagaz.Operations.Load.Driving;

/// <summary>What happens to the cluster while a load runs, so that its requests are told apart from the others.</summary>
public sealed class LoadTimeline
{
    private readonly Lock gate = new();
    private readonly List<Span> spans = [];
    private LoadClock? clock;

    internal void Use(LoadClock own) => clock = own;

    /// <summary>Runs an operation and keeps when it began, when it ended, and why it failed.</summary>
    /// <param name="operation">What.</param>
    /// <param name="run">Does it.</param>
    public async Task MarkAsync(LoadOperation operation, Func<Task> run)
    {
        var span = new Span(operation, clock!.Now);
        lock (gate)
            spans.Add(span);
        try
        {
            await run();
        }
        catch (Core.Errors.SagazException failed)
        {
            span.Failure = failed.Sentence;
        }
        finally
        {
            span.End = clock.Now;
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

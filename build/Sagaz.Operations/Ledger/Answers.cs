using System.Collections.Concurrent;
using Sagaz.Core.Ledger;

namespace Sagaz.Operations.Ledger;

/// <summary>When which client was answered, and what failed; measured at the client.</summary>
public sealed class Answers
{
    private readonly ConcurrentDictionary<(ClientKind Kind, int Client), ConcurrentQueue<DateTimeOffset>> answered = new();
    private readonly ConcurrentDictionary<(ClientKind Kind, int Client), DateTimeOffset> latest = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, ClientKind Kind, string What)> failures = new();

    /// <summary>A client got its answer.</summary>
    public void Answer(ClientKind kind, int client, DateTimeOffset at)
    {
        answered.GetOrAdd((kind, client), _ => new()).Enqueue(at);
        latest[(kind, client)] = at;
    }

    /// <summary>A client got an error, or no answer within its patience.</summary>
    public void Fail(ClientKind kind, DateTimeOffset at, string what) => failures.Enqueue((at, kind, what));

    /// <summary>Clients that were answered at least once.</summary>
    public int Count => latest.Count;

    /// <summary>When the client that has waited longest had its last answer; the beginning of time before the first one.</summary>
    public DateTimeOffset Oldest => latest.IsEmpty ? DateTimeOffset.MinValue : latest.Values.Min();

    /// <summary>Answers to all clients of a kind.</summary>
    public IReadOnlyList<DateTimeOffset> To(ClientKind kind) => [.. answered.Where(client => client.Key.Kind == kind).SelectMany(client => client.Value)];

    /// <summary>The longest time in which one client of the kind, the unluckiest, had no answer.</summary>
    public Outage WorstOutage(ClientKind kind, DateTimeOffset from, DateTimeOffset to) => answered
        .Where(client => client.Key.Kind == kind)
        .Select(client => Outage.Longest(client.Value, from, to))
        .DefaultIfEmpty(new Outage(from, to))
        .MaxBy(outage => outage.Duration);

    /// <summary>The longest time in which no client of the kind had an answer.</summary>
    public Outage ServiceOutage(ClientKind kind, DateTimeOffset from, DateTimeOffset to) => Outage.Longest(To(kind), from, to);

    /// <summary>What failed for clients of a kind in a time, in order.</summary>
    public IReadOnlyList<string> FailuresOf(ClientKind kind, DateTimeOffset from, DateTimeOffset to) =>
        [.. failures.Where(failure => failure.Kind == kind && failure.At >= from && failure.At <= to).Select(failure => failure.What)];
}

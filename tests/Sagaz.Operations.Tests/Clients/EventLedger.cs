using System.Collections.Concurrent;

namespace Sagaz.Operations.Tests.Clients;

/// <summary>What the clients know of their events, kept outside the database: the truth that it is compared with.</summary>
internal sealed class EventLedger
{
    private readonly ConcurrentDictionary<Guid, string> _holders = new();
    private readonly ConcurrentDictionary<Guid, bool> _inserted = new();
    private readonly ConcurrentDictionary<Guid, bool> _sent = new();
    private readonly ConcurrentDictionary<Guid, bool> _abandoned = new();
    private readonly ConcurrentDictionary<Guid, int> _seen = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public IReadOnlyCollection<Guid> Inserted => [.. _inserted.Keys];

    public IReadOnlyCollection<Guid> Sent => [.. _sent.Keys];

    public IReadOnlyDictionary<Guid, int> Seen => _seen;

    /// <summary>What must not happen and did.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public int Retries { get; private set; }

    public int Rescues { get; private set; }

    public void Insert(Guid id) => _inserted[id] = true;

    public void Claim(Guid id, string worker)
    {
        if (_sent.ContainsKey(id))
            Fault($"{worker} claimed {id}, which was sent already");
        else if (!_holders.TryAdd(id, worker))
            Fault($"{worker} claimed {id}, which {_holders.GetValueOrDefault(id)} holds");
    }

    public void Send(Guid id)
    {
        _sent[id] = true;
        _holders.TryRemove(id, out _);
    }

    /// <summary>To be told before the database is: from its commit on, another worker may claim the event.</summary>
    public void LetGo(Guid id)
    {
        _holders.TryRemove(id, out _);
        lock (_faults)
            Retries++;
    }

    /// <summary>The worker dies with the event in its hands.</summary>
    public void Abandon(Guid id) => _abandoned[id] = true;

    /// <summary>Whether a stuck event's worker is dead; only then may it be released.</summary>
    public bool Rescue(Guid id)
    {
        if (!_abandoned.TryRemove(id, out _))
            return false;
        _holders.TryRemove(id, out _);
        lock (_faults)
            Rescues++;
        return true;
    }

    public void SeeFirst(Guid id) => _seen.AddOrUpdate(id, 1, (_, times) => times + 1);

    public void Fault(string what) => _faults.Enqueue(what);
}

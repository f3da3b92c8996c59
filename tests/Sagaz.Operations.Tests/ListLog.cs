using System.Collections.Concurrent;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Tests;

/// <summary>Keeps what was said.</summary>
public sealed class ListLog : IProgressLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public event Action<string>? Said;

    public void Information(string line) => Say(line);

    public void Detail(string line) => Say(line);

    public void Warning(string line) => Say(line);

    private void Say(string line)
    {
        _lines.Enqueue(line);
        Said?.Invoke(line);
    }
}

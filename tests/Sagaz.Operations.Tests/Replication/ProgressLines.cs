using System.Collections.Concurrent;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Tests.Replication;

internal sealed class ProgressLines : IProgressLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public void Information(string line) => _lines.Enqueue(line);

    public void Detail(string line) => _lines.Enqueue(line);

    public void Warning(string line) => _lines.Enqueue("warning: " + line);
}

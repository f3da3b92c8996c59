using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Tests.Reporting;

/// <summary>Keeps what an operation said.</summary>
internal sealed class RecordingLog : IProgressLog
{
    public List<string> Warnings { get; } = [];

    public void Information(string line)
    {
    }

    public void Detail(string line)
    {
    }

    public void Warning(string line) => Warnings.Add(line);
}

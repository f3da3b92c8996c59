using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Schema;

/// <summary>Keeps from the terminal what a step does only in passing: the scratch copy's migrations look like the real ones.</summary>
internal sealed class BackgroundLog(IProgressLog log) : IProgressLog
{
    public void Information(string line) => log.Detail($"scratch copy: {line}");

    public void Detail(string line) => log.Detail($"scratch copy: {line}");

    public void Warning(string line) => log.Warning($"scratch copy: {line}");
}

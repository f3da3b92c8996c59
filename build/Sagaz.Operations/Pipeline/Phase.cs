using System.Diagnostics;
using Sagaz.Operations.Reporting;

namespace Sagaz.Operations.Pipeline;

/// <summary>Measures a phase of a run from its making to its disposal.</summary>
internal sealed class Phase(RunRecorder recorder, string name) : IDisposable
{
    private readonly long start = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    public void Dispose() => recorder.Phase(name, Elapsed);
}

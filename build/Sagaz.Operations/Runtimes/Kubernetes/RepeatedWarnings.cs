using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Warnings of the API server that go on while workloads are waited for.</summary>
/// <param name="log">Told of each once.</param>
/// <param name="stuckFor">One that happens still after this long does not go away by itself.</param>
internal sealed class RepeatedWarnings(IProgressLog log, TimeSpan stuckFor)
{
    private readonly Dictionary<string, (long Count, TimeSpan Since)> seen = [];
    private readonly HashSet<string> told = [];

    /// <param name="events">All that the API server has.</param>
    /// <param name="pods">The pods that are there.</param>
    /// <param name="open">Workloads that are not ready.</param>
    /// <param name="now">Since the wait began.</param>
    /// <exception cref="OperationFailedException">One goes on for too long.</exception>
    public void RequireNone(IReadOnlyList<JsonObject> events, IReadOnlyList<JsonObject> pods, IReadOnlyList<JsonObject> open, TimeSpan now)
    {
        foreach (var warning in events.Select(happened => WarningEvent.Of(happened, pods, open)).OfType<WarningEvent>())
        {
            // What happened before the wait, or does not happen again, is past.
            if (seen.TryAdd(warning.Id, (warning.Count, now)) || warning.Count == seen[warning.Id].Count)
                continue;
            seen[warning.Id] = seen[warning.Id] with { Count = warning.Count };
            if (told.Add(warning.Id))
                log.Warning($"{warning.Trouble}");
            if (now - seen[warning.Id].Since >= stuckFor)
                throw new OperationFailedException(warning.Trouble.Sentence, remedy: warning.Trouble.Remedy);
        }
    }
}

using Sagaz.Core.Reporting;

namespace Sagaz.Operations.Reporting;

/// <summary>Where reports lie: the last one at the top, each run's own below <c>runs</c>.</summary>
/// <param name="root">Usually <c>artifacts</c> in the repository; made when it is missing.</param>
internal sealed class ReportFolder(string root)
{
    /// <summary>How many runs keep their folder, the last one included.</summary>
    public const int RunsKept = 20;

    private string Runs => Path.Combine(root, "runs");

    /// <summary>Writes a run's files, and then the same files as the last run's. A reader sees old or new, never half.</summary>
    public void Write(string runId, IReadOnlyDictionary<string, string> files)
    {
        var own = Path.Combine(Runs, runId);
        foreach (var folder in new[] { own, root })
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, text) in files)
                Replace(Path.Combine(folder, name), text, runId);
        }
    }

    /// <summary>Removes the folders of the oldest runs; what is not named like a run stays.</summary>
    public void Prune()
    {
        var oldest = Directory.GetDirectories(Runs)
            .Where(folder => RunId.IsValid(Path.GetFileName(folder)))
            .OrderDescending(StringComparer.Ordinal)
            .Skip(RunsKept);
        foreach (var folder in oldest.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private static void Replace(string path, string text, string runId)
    {
        var unfinished = $"{path}.{runId}.tmp";
        try
        {
            File.WriteAllText(unfinished, text);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}

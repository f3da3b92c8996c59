using System.Globalization;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Ledger;

/// <summary>The ledgers of a cluster, and which of their runs still have rows in its database.</summary>
/// <param name="folder">Folder of the ledgers; made when the first one begins.</param>
/// <remarks>A mark beside a ledger holds the writing process's id from before its first row until after the removal of its rows.</remarks>
public sealed class LedgerRuns(string folder)
{
    private const string Mark = ".rows";

    /// <summary>Begins a run's ledger.</summary>
    /// <param name="run">Name of the run.</param>
    /// <exception cref="IOException">There is one of that name already, or it cannot be made.</exception>
    public AckLedger Begin(string run)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(FileOf(run) + Mark, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return AckLedger.Create(FileOf(run));
    }

    /// <summary>The run's rows are removed.</summary>
    public void End(string run) => File.Delete(FileOf(run) + Mark);

    /// <summary>Names of runs whose process has ended and whose rows are still there.</summary>
    public IReadOnlyList<string> Left() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Mark).Where(IsLeft).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    private static bool IsLeft(string mark) =>
        !int.TryParse(File.ReadAllText(mark), CultureInfo.InvariantCulture, out var process) || process == Environment.ProcessId || !RunningProcess.IsAlive(process);

    private string FileOf(string run) => Path.Combine(folder, run);
}

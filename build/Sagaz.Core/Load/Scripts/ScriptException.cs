using Sagaz.Core.Errors;

namespace Sagaz.Core.Load.Scripts;

/// <summary>A workload script has a mistake.</summary>
/// <param name="file">The script's name.</param>
/// <param name="line">Its line, the first one is 1.</param>
/// <param name="mistake">What is wrong, as half a sentence.</param>
public sealed class ScriptException(string file, int line, string mistake) : PreconditionException(
    $"{file}, line {line}: {mistake}.", remedy: "docs/load-testing.md lists what a script may say; pgbench's manual explains it")
{
    /// <summary>The line, the first one is 1.</summary>
    public int Line { get; } = line;
}

using Sagaz.Core.Errors;

namespace Sagaz.Core.CommandLine;

/// <summary>The input names something that does not exist, or holds a value that cannot be taken.</summary>
public sealed class CommandLineRefusedException(IReadOnlyList<CommandLineProblem> problems) : PreconditionException(
    problems is [var only] ? only.Sentence : $"Nothing was started: {problems.Count} things in the input are wrong.",
    problems.Count == 1 ? [] : problems.Select(problem => problem.Sentence),
    "./build.sh --help lists every target and parameter")
{
    /// <summary>Everything that is wrong, in the order of command line, environment, parameters files.</summary>
    public IReadOnlyList<CommandLineProblem> Problems { get; } = problems;
}

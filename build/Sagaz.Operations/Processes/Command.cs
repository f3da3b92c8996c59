namespace Sagaz.Operations.Processes;

/// <summary>What to run: a program and its argument list, never a glued line.</summary>
/// <param name="Program">Name on the PATH or absolute path.</param>
/// <param name="Arguments">One element per argument; no quoting. No secrets: every user of the machine can read them.</param>
public sealed record Command(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables set beside the inherited ones; the place for secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Folder to run in; null for the current one.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>How long it may run before it and its children are killed; null for no limit.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>The command as a person would type it.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || "-_./:=,@%+~".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

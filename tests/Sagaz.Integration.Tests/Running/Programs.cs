namespace Sagaz.Integration.Tests.Running;

/// <summary>Runs programs to their end.</summary>
internal static class Programs
{
    public static async Task<ProgramResult> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? deadline = null)
    {
        using var run = ProgramRun.Start(command, environment);
        return await run.EndAsync(deadline ?? Deadlines.Program);
    }

    /// <summary>The entry point, as a user runs it.</summary>
    public static Task<ProgramResult> BuildAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync(BuildCommand(arguments), environment, Deadlines.Build);

    /// <summary>The command line of the entry point.</summary>
    /// <remarks>As on a hardened machine, new files are their owner's alone. A shell's background job ignores Ctrl+C and hands that on; <c>env</c> undoes it.</remarks>
    public static IReadOnlyList<string> BuildCommand(IReadOnlyList<string> arguments) =>
        ["/bin/sh", "-c", "umask 077; exec \"$0\" \"$@\"", "/usr/bin/env", "--default-signal=INT", RepositoryRoot.Of("build.sh"), .. arguments];
}

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>Patroni before <c>before_stop</c> that sees at once when its server has ended.</summary>
/// <remarks>
/// While writers wait for a switchover, Patroni 3.0.2 looks once a second whether the old leader has ended
/// (postgresql/__init__.py, STOP_POLLING_INTERVAL), which takes a tenth of that. Here it looks five times a second: a server
/// that has written its last checkpoint and still archives is left as soon as a replica has that checkpoint, which needs a moment.
/// A release without that name ends with a sentence instead of starting.
/// </remarks>
internal static class PromptPatroni
{
    public static string FileOf(NativeLayout layout) => layout.ConfigurationOf("prompt-patroni.py");

    /// <summary>What runs Patroni; the path of its configuration comes after it.</summary>
    public static IReadOnlyList<string> CommandLine(NativeLayout layout) => ["/usr/bin/python3", "-I", FileOf(layout)];

    public const string Script =
        """
        import sys

        import patroni.postgresql
        from patroni.__main__ import main

        if not hasattr(patroni.postgresql, 'STOP_POLLING_INTERVAL'):
            sys.exit('This release of Patroni has no STOP_POLLING_INTERVAL.')
        patroni.postgresql.STOP_POLLING_INTERVAL = 0.2

        if __name__ == '__main__':
            main()

        """;
}

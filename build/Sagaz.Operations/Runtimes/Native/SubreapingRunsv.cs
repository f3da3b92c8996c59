namespace Sagaz.Operations.Runtimes.Native;

/// <summary>A <c>runsv</c> that collects the orphans below it, found on the path before runit's own.</summary>
/// <remarks>
/// PostgreSQL's server is an orphan of the process that started it. When it is killed, it stays a zombie until process 1
/// collects it, and Patroni takes a zombie for a running server: where process 1 is slow (1.7 s were measured) or never
/// does it (many containers), a dead leader goes unnoticed as long. runsv collects every child at once; PR_SET_CHILD_SUBREAPER
/// makes it the parent of orphans, and lasts through exec. Python is there, because Patroni is.
/// </remarks>
internal static class SubreapingRunsv
{
    // Names with a dot are no services to runsvdir. The folder is ours alone: the supervisor runs as we do.
    private const string Folder = ".programs";

    private const string Script =
        """
        #!/usr/bin/python3 -IS
        import ctypes, os, sys

        PR_SET_CHILD_SUBREAPER = 36
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        os.execv('/usr/bin/runsv', ['runsv', *sys.argv[1:]])

        """;

    /// <returns>The folder to put on the path.</returns>
    public static string Write(string services)
    {
        var folder = Path.Combine(services, Folder);
        Directory.CreateDirectory(folder);
        ExecutableFile.Write(Path.Combine(folder, "runsv"), Script);
        return folder;
    }
}

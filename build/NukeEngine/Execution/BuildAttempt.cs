using Nuke.Common.IO;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Remembers which targets have succeeded, for a later <c>--continue</c>.</summary>
internal sealed class BuildAttempt
{
    private readonly AbsolutePath file;
    private readonly string[] earlier;

    private BuildAttempt(AbsolutePath file, string[] earlier)
    {
        this.file = file;
        this.earlier = earlier;
    }

    public static BuildAttempt Begin(Session session, bool isContinued)
    {
        var file = session.TemporaryDirectory / "build-attempt.log";
        var invocation = string.Join(' ', session.Arguments.All.Where(x => !x.StartsWith('-')));
        var earlier = isContinued ? Earlier(file, invocation) : [];
        File.WriteAllLines(file, [invocation, .. earlier]);
        return new BuildAttempt(file, earlier);
    }

    public bool HasSucceeded(ExecutableTarget target) => earlier.Contains(target.Name);

    public void Succeeded(ExecutableTarget target) => File.AppendAllLines(file, [target.Name]);

    private static string[] Earlier(AbsolutePath file, string invocation)
    {
        if (!File.Exists(file))
            return [];

        var lines = File.ReadAllLines(file);
        if (lines.FirstOrDefault() == invocation)
            return lines[1..];

        Log.Warning("Build invocation changed. Restarting ...");
        return [];
    }
}

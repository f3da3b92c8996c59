using System.Globalization;
using Sagaz.Operations.PgBouncer;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>A detached process in the pooler's own pod that resumes it when the limit passes, also when nobody reaches the pod any more.</summary>
/// <param name="exec">Starts it.</param>
/// <param name="pod">Name of the pooler's pod.</param>
internal sealed class PodPauseGuard(PodExec exec, string pod) : IPauseGuard
{
    /// <summary>Container of the pooler in its pod.</summary>
    public const string Container = "pgbouncer";

    // The image has no client to ask the console with: PgBouncer takes SIGUSR2 for RESUME, of everything that is paused.
    internal const string Watch = """
        : > "$1" && setsid --fork sh -c '
            timeout "$2" sh -c "while [ -e \"\$1\" ]; do sleep 0.2; done" sh "$1"
            rm "$1" 2>/dev/null && kill -USR2 1' sh "$1" "$2" </dev/null >/dev/null 2>&1
        """;

    /// <inheritdoc />
    public string? Scope => null;

    /// <inheritdoc />
    public async Task BeginAsync(string mark, TimeSpan limit, CancellationToken cancellationToken) =>
        (await RunAsync(Watch, [FileOf(mark), limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)], cancellationToken)).Require();

    /// <inheritdoc />
    public async Task EndAsync(string mark, CancellationToken cancellationToken) =>
        (await RunAsync("rm -f \"$1\"", [FileOf(mark)], cancellationToken)).Require();

    // The only folder of the container that can be written to.
    private static string FileOf(string mark) => "/run/pgbouncer/paused-" + mark;

    private Task<PodResult> RunAsync(string script, string[] arguments, CancellationToken cancellationToken) =>
        exec.RunAsync(pod, Container, ["/bin/sh", "-c", script, "sh", .. arguments], Deadlines.PodAnswers, cancellationToken);
}

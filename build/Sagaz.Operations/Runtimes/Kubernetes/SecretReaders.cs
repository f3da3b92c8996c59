using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Our servers' containers that read a Secret, and when they have its new files.</summary>
/// <remarks>A kubelet lays a changed Secret into running pods when it looks at them next: after up to two minutes.</remarks>
/// <param name="pods">Finds them.</param>
/// <param name="programs">Looks at their files.</param>
/// <param name="log">Told what is waited for.</param>
internal sealed class SecretReaders(PodDirectory pods, PodExec programs, IProgressLog log)
{
    private const string Selector = "app in (postgresql,pgbouncer,backup-repository)";

    /// <summary>Prints a digest of each file; nobody can tell from it what the file holds, for the first line that it reads stays unknown.</summary>
    internal const string Digest = """
        IFS= read -r salt
        cd "$1" && shift
        for file; do { printf %s "$salt"; cat "$file"; } | sha256sum || exit; done
        """;

    /// <summary>How long a kubelet may take.</summary>
    public TimeSpan Within { get; init; } = Deadlines.SecretMounted;

    /// <summary>Every mount of a Secret; pods that are about to end or have no node yet are left out.</summary>
    public async Task<IReadOnlyList<SecretMount>> FindAsync(string secret, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var all = keys.ToList();
        return [.. (await ListAsync(cancellationToken)).SelectMany(pod => SecretMount.In(pod, secret, all))];
    }

    /// <summary>Those of our pods whose containers cannot be told anything, each with the reason.</summary>
    public async Task<IReadOnlyList<string>> FindTroubledAsync(CancellationToken cancellationToken) =>
        [.. (await ListAsync(cancellationToken)).Select(pod => (Name: PodDirectory.NameOf(pod), Trouble: TroubleOf(pod))).Where(pod => pod.Trouble is not null).Select(pod => $"{pod.Name}: {pod.Trouble}")];

    /// <summary>Returns when every container that mounts a Secret has its values before it, also those that come meanwhile.</summary>
    /// <param name="secret">Name of the Secret.</param>
    /// <param name="values">Its values by key, as the API server has them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DeadlinePassedException">One has not.</exception>
    public async Task AwaitMountedAsync(string secret, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var current = new HashSet<(string, string)>();
        await WaitFor.UntilAsync<bool>(
            $"the new files of the Secret {secret} in every pod",
            Within,
            log,
            async token =>
            {
                var missing = new List<string>();
                foreach (var mount in (await FindAsync(secret, values.Keys, token)).Where(mount => !current.Contains((mount.Uid, mount.Container))))
                {
                    if (await FindOldAsync(mount, values, token) is { } old)
                        missing.Add($"{mount.Pod}: {old}");
                    else
                        current.Add((mount.Uid, mount.Container));
                }
                return missing.Count == 0 ? true : new NotYet(string.Join("; ", missing));
            },
            cancellationToken,
            "./build.sh StatusK8s; then the same command again",
            Deadlines.ApiServerInterval);
    }

    /// <returns>What speaks against a mount; null where all its files are new.</returns>
    private async Task<string?> FindOldAsync(SecretMount mount, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var (salt, files) = (RandomNumberGenerator.GetHexString(32), mount.Keys.Keys.Order(StringComparer.Ordinal).ToList());
        try
        {
            var look = await programs.RunAsync(mount.Pod, mount.Container, ["/bin/sh", "-c", Digest, "sh", mount.Folder, .. files], Deadlines.PodAnswers, cancellationToken, salt + "\n");
            var digests = look.Require().Split('\n').Select(line => line.Split(' ')[0]).ToList();
            var old = files.Where((file, index) => digests.ElementAtOrDefault(index) != DigestOf(salt + values[mount.Keys[file]])).ToList();
            return old.Count == 0 ? null : $"old {string.Join(", ", old)}";
        }
        catch (SagazException silent) when (silent is DeadlinePassedException or OperationFailedException && silent is not ApiRefusedException { Status: System.Net.HttpStatusCode.Forbidden })
        {
            // It may be starting anew, or be about to end.
            return silent.Sentence;
        }
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await pods.ListAsync(Selector, cancellationToken))
            .Where(pod => pod["metadata"]!["deletionTimestamp"] is null && pod["spec"]?["nodeName"] is not null)
            .OrderBy(PodDirectory.NameOf, StringComparer.Ordinal),
    ];

    private static string? TroubleOf(JsonObject pod) => (string?)pod["status"]?["phase"] is { } phase and not "Running"
        ? phase
        : ManifestObject.ListAt(pod, "status", "containerStatuses").Where(status => status["state"]?["running"] is null).Select(status => $"the container {status["name"]} does not run").FirstOrDefault();
}

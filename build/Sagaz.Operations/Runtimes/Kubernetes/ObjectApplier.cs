using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Applies, compares and removes objects, by kubectl's server-side apply with a field manager of our own.</summary>
internal sealed class ObjectApplier(KubeConnection connection, KubectlCli kubectl, IProgressLog log)
{
    /// <summary>Who owns the fields that we set.</summary>
    public const string FieldManager = "sagaz";

    private const int ExitDifferent = 1;

    /// <summary>What kubectl says when the server is away, starting or overloaded.</summary>
    private static readonly string[] Passing =
        ["Unable to connect to the server", "was refused - did you specify", "(ServiceUnavailable)", "(TooManyRequests)", "currently unable to handle the request", "connection reset by peer", "unexpected EOF"];

    /// <summary>Makes the objects be as said; fields that others own are theirs, and a conflict is an error that names them.</summary>
    /// <param name="objects">What to apply.</param>
    /// <param name="force">Takes fields away from others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What kubectl says of each object, one line each.</returns>
    /// <exception cref="OperationFailedException">The API server refused one.</exception>
    public Task<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<ManifestObject> objects, bool force, CancellationToken cancellationToken) =>
        WithFileAsync(objects, async file => Lines(await RequireAsync("apply", ["apply", .. Applying(force), "--filename", file], cancellationToken)));

    /// <summary>Has the API server judge objects as if they were applied, admission included; nothing is changed.</summary>
    /// <exception cref="OperationFailedException">It refuses one.</exception>
    public Task DryRunAsync(IReadOnlyList<ManifestObject> objects, bool force, CancellationToken cancellationToken) =>
        WithFileAsync(objects, file => RequireAsync("try", ["apply", .. Applying(force), "--dry-run=server", "--filename", file], cancellationToken));

    /// <summary>In what the cluster differs from the objects; empty where it does not.</summary>
    public Task<IReadOnlyList<string>> DiffAsync(IReadOnlyList<ManifestObject> objects, bool force, CancellationToken cancellationToken) => WithFileAsync(objects, async file =>
    {
        var result = await RunAsync(["diff", "--server-side", "--field-manager", FieldManager, force ? "--force-conflicts" : "--force-conflicts=false", "--filename", file], cancellationToken);
        return result.ExitCode is 0 or ExitDifferent ? Lines(result) : throw Refusal("compare", result);
    });

    /// <summary>Objects that bear a mark, of some kinds as an applied set names them.</summary>
    public async Task<IReadOnlyList<ObjectReference>> FindMarkedAsync(IReadOnlyList<string> kinds, string label, string value, CancellationToken cancellationToken)
    {
        if (kinds.Count == 0)
            return [];
        var result = await RequireAsync("list", ["get", string.Join(',', kinds), "--selector", $"{label}={value}", "--output", "json", "--ignore-not-found"], cancellationToken);
        return result.Output.Trim().Length == 0 ? [] : [.. ManifestObject.ListAt(JsonNode.Parse(result.Output), "items").Select(json => new ManifestObject(json).Reference)];
    }

    /// <summary>Removes objects; those that are gone already are removed.</summary>
    public async Task DeleteAsync(IReadOnlyList<ObjectReference> objects, CancellationToken cancellationToken)
    {
        foreach (var item in objects)
        {
            var kind = item.Group.Length == 0 ? item.Kind : $"{item.Kind}.{item.Group}";
            await RequireAsync("delete", ["delete", $"{kind}/{item.Name}", "--ignore-not-found", "--wait=false"], cancellationToken);
        }
    }

    private static string[] Applying(bool force) =>
        ["--server-side", "--field-manager", FieldManager, "--validate=strict", .. force ? ["--force-conflicts"] : Array.Empty<string>()];

    private async Task<CommandResult> RequireAsync(string purpose, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await RunAsync(arguments, cancellationToken);
        return result.Succeeded ? result : throw Refusal(purpose, result);
    }

    /// <summary>All of it can be done twice: what the API server did not hear, or was too busy for, is said again.</summary>
    private Task<CommandResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) => WaitFor.UntilAsync<CommandResult>(
        $"the API server of '{connection.Context}'",
        Deadlines.ApiServerReturns,
        log,
        async token =>
        {
            var result = await kubectl.RunAtAsync(connection, arguments, token);
            return result.ExitCode > 0 && Array.Exists(Passing, sign => result.ErrorOutput.Contains(sign, StringComparison.Ordinal)) ? new NotYet(result.ErrorOutput.Trim()) : result;
        },
        cancellationToken,
        $"kubectl --context {connection.Context} version; then the same command again",
        Deadlines.ApiServerInterval);

    /// <summary>kubectl's first line with the server's words is the sentence.</summary>
    private OperationFailedException Refusal(string purpose, CommandResult result)
    {
        var said = result.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("Warning:", StringComparison.Ordinal)).ToList();
        var conflict = said.FirstOrDefault(line => line.Contains("conflict", StringComparison.Ordinal));
        return new OperationFailedException(
            $"kubectl could not {purpose} at '{connection.Context}': {conflict ?? (said.Count > 0 ? said[0] : $"it ended with code {result.ExitCode}")}",
            said.Skip(1).Take(12),
            conflict is null ? $"kubectl --context {connection.Context} auth can-i --list; ./build.sh DiffK8s" : "undo what the other manager did, or --force-conflicts to take these fields over");
    }

    private static IReadOnlyList<string> Lines(CommandResult result) => [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Manifests hold no secrets: a file that its owner alone can read is enough.</summary>
    private static async Task<T> WithFileAsync<T>(IReadOnlyList<ManifestObject> objects, Func<string, Task<T>> use)
    {
        var folder = Directory.CreateTempSubdirectory("sagaz-k8s-");
        try
        {
            // Documents of one file, and no List: kubectl asks the server to judge the fields of each, but those of a List by itself.
            var file = Path.Combine(folder.FullName, "objects.yaml");
            await File.WriteAllTextAsync(file, string.Concat(objects.Select(item => $"---\n{item.Json.ToJsonString()}\n")));
            return await use(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>Runs programs in pods, through the API server.</summary>
internal sealed class PodExec(KubeApi api)
{
    /// <summary>Runs a program and waits for its end.</summary>
    /// <param name="pod">Name of the pod.</param>
    /// <param name="container">Name of its container.</param>
    /// <param name="command">Program and arguments; they show in audit logs and lists of processes.</param>
    /// <param name="deadline">How long it may take; afterwards it is left to itself.</param>
    /// <param name="cancellationToken">Leaves it to itself.</param>
    /// <param name="input">What it reads, such as a password; null for nothing. It must know from the text where that ends: servers before 1.30 cannot say it.</param>
    /// <exception cref="ApiRefusedException">The API server refused.</exception>
    /// <exception cref="OperationFailedException">There is no such program, or nobody knows how it ended.</exception>
    /// <exception cref="DeadlinePassedException">It did not end in time.</exception>
    public async Task<PodResult> RunAsync(
        string pod, string container, IReadOnlyList<string> command, TimeSpan deadline, CancellationToken cancellationToken, string? input = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(deadline);
        try
        {
            using var socket = await api.OpenExecAsync(pod, container, command, input is not null, patience.Token);
            var (output, errors, status) = await new ExecChannel(socket).RunAsync(input, patience.Token);
            return new PodResult(pod, command[0], ExitCodeOf(status, pod, command[0]), output, errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeadlinePassedException($"{command[0]} in the pod {pod} did not end within {deadline.TotalSeconds:0} s.", remedy: "./build.sh StatusK8s");
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or HttpRequestException)
        {
            throw new OperationFailedException(
                $"Nobody knows how {command[0]} in the pod {pod} ended: the connection was cut.", [cut.Message], "./build.sh StatusK8s", cut);
        }
    }

    /// <summary>The exit code that the server's last word holds (remotecommand's <c>NonZeroExitCode</c>).</summary>
    private static int ExitCodeOf(string status, string pod, string program)
    {
        var said = Parse(status);
        if ((string?)said?["status"] == "Success")
            return 0;
        var code = ManifestObject.ListAt(said, "details", "causes").FirstOrDefault(cause => (string?)cause["reason"] == "ExitCode")?["message"];
        return int.TryParse((string?)code, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new OperationFailedException(
                $"Nobody knows how {program} in the pod {pod} ended.", [(string?)said?["message"] ?? "the connection ended without a word"], "./build.sh StatusK8s");
    }

    private static JsonNode? Parse(string status)
    {
        try
        {
            return status.Length == 0 ? null : JsonNode.Parse(status);
        }
        catch (JsonException)
        {
            // What stands between us and the kubelet said it in its own words.
            return new JsonObject { ["message"] = status.Trim() };
        }
    }
}

using System.Globalization;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes.Compose;

public sealed partial class ComposeRuntime
{
    private const int ShownLines = 200;
    private const int BufferBytes = 16 * 1024;

    /// <inheritdoc />
    public async Task ReadLogsAsync(string? member, bool follow, Action<string> print, CancellationToken cancellationToken)
    {
        var names = ComposeServices.Of(topology).Select(service => service.Name).ToList();
        if (member is not null && !names.Contains(member))
        {
            var nearest = NearestName.Find(member, names);
            throw new PreconditionException(
                $"There is no member or service '{member}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")}",
                ["known: " + string.Join(", ", names)]);
        }
        var containers = (await engine.ListAsync(project, cancellationToken)).Where(IsService).ToDictionary(ServiceOf);
        var chosen = names.Where(name => (member is null || name == member) && containers.ContainsKey(name)).ToList();
        if (chosen.Count == 0)
            throw new PreconditionException("There are no logs yet: no container is there.", remedy: "./build.sh Up");
        Action<string> Prefixed(string name) => member is null ? line => print($"{name} | {line}") : print;
        if (follow)
        {
            await Task.WhenAll(chosen.Select(name => ReadAsync(containers[name].ID, follow, Prefixed(name), cancellationToken)));
            return;
        }
        foreach (var name in chosen)
            await ReadAsync(containers[name].ID, follow, Prefixed(name), cancellationToken);
    }

    private async Task ReadAsync(string container, bool follow, Action<string> print, CancellationToken cancellationToken)
    {
        var parameters = new ContainerLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Timestamps = true,
            Follow = follow,
            Tail = ShownLines.ToString(CultureInfo.InvariantCulture),
        };
        using var stream = await engine.Containers.GetContainerLogsAsync(container, tty: false, parameters, cancellationToken);
        var buffer = new byte[BufferBytes];
        var (decoder, text) = (Encoding.UTF8.GetDecoder(), new StringBuilder());
        var letters = new char[BufferBytes];
        while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } read)
        {
            text.Append(letters, 0, decoder.GetChars(buffer, 0, read.Count, letters, 0));
            PrintLines(text, print);
        }
        if (text.Length > 0)
            print(text.ToString());
    }

    private static void PrintLines(StringBuilder text, Action<string> print)
    {
        var lines = text.ToString().Split('\n');
        foreach (var line in lines[..^1])
            print(line.TrimEnd('\r'));
        text.Clear().Append(lines[^1]);
    }
}

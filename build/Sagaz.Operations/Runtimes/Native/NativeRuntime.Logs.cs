using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Native;

public sealed partial class NativeRuntime
{
    private const int ShownLines = 200;

    /// <inheritdoc />
    public async Task ReadLogsAsync(string? member, bool follow, Action<string> print, CancellationToken cancellationToken)
    {
        if (member is not null && !ServiceNames.Contains(member))
        {
            var nearest = NearestName.Find(member, ServiceNames);
            throw new PreconditionException(
                $"There is no member or service '{member}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")}",
                ["known: " + string.Join(", ", ServiceNames)]);
        }
        var logs = ServiceNames.Where(name => member is null || name == member)
            .Select(name => (Name: name, File: Path.Combine(supervisor.LogOf(name), "current")))
            .Where(entry => File.Exists(entry.File))
            .ToList();
        if (logs.Count == 0)
            throw new PreconditionException("There are no logs yet.", ["looked in: " + layout.Logs], "./build.sh Up");
        string Prefixed(string name, string line) => member is null ? $"{name} | {line}" : line;
        foreach (var (name, file) in logs)
        {
            foreach (var line in File.ReadLines(file).TakeLast(ShownLines))
                print(Prefixed(name, line));
        }
        if (follow)
            await Task.WhenAll(logs.Select(entry => FollowAsync(entry.File, line => print(Prefixed(entry.Name, line)), cancellationToken)));
    }

    private static async Task FollowAsync(string file, Action<string> print, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            // svlogd renames a full log away: a shorter file under the same name is a new one.
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Seek(0, SeekOrigin.End);
            using var reader = new StreamReader(stream);
            while (!cancellationToken.IsCancellationRequested && new FileInfo(file) is { Exists: true } now && now.Length >= stream.Position)
            {
                while (await reader.ReadLineAsync(cancellationToken) is { } line)
                    print(line);
                await Task.Delay(Deadlines.PollInterval, cancellationToken);
            }
        }
    }
}

using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class PromptPatroniTests : IDisposable
{
    private const string LoadsTheScript = "import runpy, sys; runpy.run_path(sys.argv[1]); ";

    private const string TellsWhatItSet =
        """
        import socket, patroni.postgresql, patroni.utils
        print((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1) in list(patroni.utils.keepalive_socket_options(10, 5)), (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1) in list(patroni.utils.keepalive_socket_options(10, 5)), patroni.postgresql.STOP_POLLING_INTERVAL)
        """;

    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("sagaz-patroni-");

    private static string Script => RepositoryRoot.Of("deploy", "images", "postgres", "prompt-patroni");

    public void Dispose() => elsewhere.Delete(recursive: true);

    [RequiresToolFact("patroni")]
    public async Task Its_store_is_written_to_without_delay_and_its_server_is_looked_at_often()
    {
        var result = await RunAsync(LoadsTheScript + TellsWhatItSet);

        Assert.Equal("True True 0.2", result.Require().Output.Trim());
    }

    [RequiresToolFact("patroni")]
    public async Task It_is_Patroni()
    {
        var result = await new CommandRunner(new ListLog()).RunAsync(new Command("/usr/bin/python3", ["-I", Script, "--version"]));

        Assert.StartsWith("prompt-patroni ", result.Require().Output, StringComparison.Ordinal);
    }

    [RequiresToolFact("python3")]
    public async Task A_release_with_other_names_does_not_start()
    {
        var package = elsewhere.CreateSubdirectory("patroni").FullName;
        foreach (var (file, text) in new[] { ("__init__.py", ""), ("__main__.py", "def main(): pass"), ("utils.py", "keepalive_socket_options = list"), ("postgresql.py", "") })
            await File.WriteAllTextAsync(Path.Combine(package, file), text);

        var result = await RunAsync($"import sys; sys.path.insert(0, '{elsewhere.FullName}'); {LoadsTheScript}");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("This release of Patroni has no STOP_POLLING_INTERVAL.", result.ErrorOutput.Trim());
    }

    private static Task<CommandResult> RunAsync(string program) =>
        new CommandRunner(new ListLog()).RunAsync(new Command("/usr/bin/python3", ["-c", program, Script]));
}

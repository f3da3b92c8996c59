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

    private const string RemembersInTwoThreads =
        """
        import threading
        from patroni.dcs.kubernetes import Kubernetes
        store = Kubernetes.__new__(Kubernetes)
        def see(version):
            store._leader_resource_version, store._leader_observed_record, store._leader_observed_time = version, {'leader': version}, version
        see('1')
        request = threading.Thread(target=see, args=('2',)); request.start(); request.join()
        print(store._leader_resource_version, store._leader_observed_record, store._leader_observed_time)
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
    public async Task What_a_request_sees_of_the_lock_is_not_what_the_loop_decides_by()
    {
        var result = await RunAsync(LoadsTheScript + RemembersInTwoThreads);

        Assert.Equal("1 {'leader': '1'} 1", result.Require().Output.Trim());
    }

    [RequiresToolFact("patroni")]
    public async Task It_is_Patroni()
    {
        var result = await new CommandRunner(new ListLog()).RunAsync(new Command("/usr/bin/python3", ["-I", Script, "--version"]));

        Assert.StartsWith("prompt-patroni ", result.Require().Output, StringComparison.Ordinal);
    }

    [RequiresToolTheory("python3")]
    [InlineData("", "_leader_resource_version", "STOP_POLLING_INTERVAL")]
    [InlineData("STOP_POLLING_INTERVAL = 1", "_leader_lock_version", "_leader_resource_version")]
    public async Task A_release_with_other_names_does_not_start(string server, string remembered, string missing)
    {
        var package = elsewhere.CreateSubdirectory("patroni").FullName;
        Directory.CreateDirectory(Path.Combine(package, "dcs"));
        var store = $"class Kubernetes:\n    def __init__(self): self.{remembered} = None";
        foreach (var (file, text) in new[]
            { ("__init__.py", ""), ("__main__.py", "def main(): pass"), ("utils.py", "keepalive_socket_options = list"), ("postgresql.py", server), ("dcs/__init__.py", ""), ("dcs/kubernetes.py", store) })
            await File.WriteAllTextAsync(Path.Combine(package, file), text);

        var result = await RunAsync($"import sys; sys.path.insert(0, '{elsewhere.FullName}'); {LoadsTheScript}");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"This release of Patroni has no {missing}.", result.ErrorOutput.Trim());
    }

    private static Task<CommandResult> RunAsync(string program) =>
        new CommandRunner(new ListLog()).RunAsync(new Command("/usr/bin/python3", ["-c", program, Script]));
}

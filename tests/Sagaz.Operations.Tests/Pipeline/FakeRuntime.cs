using System.Text.Json.Nodes;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Reporting;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Tests.Runtimes;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Tests.Pipeline;

/// <summary>A runtime that runs nothing and notes what it was asked.</summary>
internal sealed class FakeRuntime : IClusterRuntime
{
    public List<string> Calls { get; } = [];

    public IReadOnlyList<string> Running { get; init; } = [];

    public string Name => "fake";

    public TimeSpan RestartsWithin => TimeSpan.FromSeconds(1);

    public static ClusterContext Open(FakeRuntime runtime, string repository, IProgressLog log) => new()
    {
        Settings = new RunSettings { Repository = repository, Environment = "local", PortOffset = 100 },
        State = StateFolder.Find(repository, "local+100"),
        Topology = FixedCluster.Debian12.Topology,
        Runtime = runtime,
        Commands = new CommandRunner(log),
        Log = log,
        Recorder = new RunRecorder(["Test"]),
        Mask = new SecretMask(),
    };

    public Task<IReadOnlyList<string>> PrepareAsync(PreparationOptions options, CancellationToken cancellationToken) => Answer("prepare", []);

    public Task<IReadOnlyList<string>> StartAsync(CancellationToken cancellationToken) => Answer("start", Running);

    public Task<IReadOnlyList<string>> StopAsync(CancellationToken cancellationToken) => Answer("stop", Running);

    public Task<IReadOnlyList<string>> PurgeAsync(CancellationToken cancellationToken) => Answer("purge", ["/srv/sagaz/local"]);

    public Task StopMembersAsync(IReadOnlyList<string> members, CancellationToken cancellationToken) => Answer($"stop {string.Join(',', members)}", []);

    public Task ForgetMembersAsync(IReadOnlyList<string> members, bool withData, CancellationToken cancellationToken) => Answer($"forget {string.Join(',', members)}", []);

    public Task<ProxyLine> OpenProxyAsync(CancellationToken cancellationToken) => Task.FromResult(
        new ProxyLine(async (command, _) => string.Concat(await Answer(command, [])), () => Calls.Add("close")));

    public ClusterEndpoints Locate() => new()
    {
        Topology = FixedCluster.Debian12.Topology,
        Host = "127.0.0.1",
        Store = "127.0.0.1:12379",
        RootCertificate = "/srv/sagaz/local/certificates/ca.crt",
        ClientCertificate = new CertificateFiles("/srv/client.crt", "/srv/client.key"),
        Passwords = FixedCluster.Debian12.Passwords,
    };

    public Task<JsonObject?> WantedConfigurationAsync(CancellationToken cancellationToken) => Task.FromResult<JsonObject?>(null);

    public Task<IReadOnlyList<ServiceState>> ReadServicesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ServiceState>>([.. Running.Select(name => new ServiceState(name, 1))]);

    public Task StopServiceAsync(string service, CancellationToken cancellationToken) => Answer("stop " + service, []);

    public Task StartServiceAsync(string service, CancellationToken cancellationToken) => Answer("start " + service, []);

    public Task FetchProgramsAsync(CancellationToken cancellationToken) => Answer("fetch", []);

    public Task<ServerPrograms> ReadProgramsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ServerPrograms(new Version(15, 18), new Version(3, 0, 2)));

    public Task RenewMemberAsync(string member, CancellationToken cancellationToken) => Answer("renew " + member, []);

    public Task ReadLogsAsync(string? member, bool follow, Action<string> print, CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<IReadOnlyList<string>> Answer(string call, IReadOnlyList<string> answer)
    {
        Calls.Add(call);
        return Task.FromResult(answer);
    }
}

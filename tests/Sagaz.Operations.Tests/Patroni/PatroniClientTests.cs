using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Patroni;

public sealed class PatroniClientTests : IDisposable
{
    private const string Cluster = """{"members": [{"name": "postgres-0", "role": "leader", "state": "running", "timeline": 1}]}""";
    private static readonly Subject[] Subjects = [new("postgres-0", "localhost"), new("client", "localhost")];

    private readonly TemporaryFolder folder = new();
    private readonly CertificateStore store;

    public PatroniClientTests()
    {
        store = new CertificateStore(folder.Of("certificates"), TimeProvider.System);
        store.Ensure(Subjects);
    }

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 20_000)]
    public async Task Asks_with_its_certificate_and_its_account()
    {
        await using var member = new FakePatroni(store, _ => new FakeAnswer(200, Cluster));
        using var client = Client(member.Address);

        var view = await client.ReadClusterAsync(CancellationToken.None);

        Assert.Equal("postgres-0", view?.Leader?.Name);
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("patroni:sécret"));
        Assert.Equal([new FakeRequest("GET", "/cluster", basic, "", "CN=client")], member.Requests);
    }

    [Fact(Timeout = 20_000)]
    public async Task Nobody_answering_is_no_cluster()
    {
        using var client = Client(NobodyListens(), NobodyListens());

        Assert.Null(await client.ReadClusterAsync(CancellationToken.None));
        Assert.Null(await client.ReadMemberAsync(1, CancellationToken.None));
    }

    [Fact(Timeout = 20_000)]
    public async Task Asks_the_next_member_when_one_is_silent_or_talks_nonsense()
    {
        await using var nonsense = new FakePatroni(store, _ => new FakeAnswer(502, "<html>no store</html>"));
        await using var hangsUp = new FakePatroni(store, _ => null);
        await using var healthy = new FakePatroni(store, _ => new FakeAnswer(200, Cluster));
        using var client = Client(NobodyListens(), nonsense.Address, hangsUp.Address, healthy.Address);

        Assert.NotNull(await client.ReadClusterAsync(CancellationToken.None));
        Assert.All([nonsense, hangsUp, healthy], member => Assert.NotEmpty(member.Requests));
    }

    [Fact(Timeout = 20_000)]
    public async Task Reads_what_a_member_says_of_itself_also_while_it_is_unavailable()
    {
        await using var member = new FakePatroni(store, _ => new FakeAnswer(503, """{"state": "starting", "role": "replica"}"""));
        using var client = Client(member.Address);

        var status = await client.ReadMemberAsync(0, CancellationToken.None);

        Assert.Equal(("starting", false), (status?.State, status?.IsWritable));
        Assert.Equal("/patroni", Assert.Single(member.Requests).Path);
    }

    [Fact(Timeout = 20_000)]
    public async Task Trusts_no_member_of_another_authority()
    {
        var foreign = new CertificateStore(folder.Of("foreign"), TimeProvider.System);
        foreign.Ensure(Subjects);
        await using var member = new FakePatroni(foreign, _ => new FakeAnswer(200, Cluster));
        using var client = Client(member.Address);

        Assert.Null(await client.ReadClusterAsync(CancellationToken.None));
        Assert.Empty(member.Requests);
    }

    [Fact(Timeout = 20_000)]
    public async Task Leaves_a_configuration_alone_that_holds_all_that_is_wanted()
    {
        await using var member = new FakePatroni(store, _ => new FakeAnswer(200, """{"ttl": 20, "loop_wait": 2}"""));
        using var client = Client(member.Address);

        Assert.False(await client.EnsureConfigurationAsync(0, Wanted(), CancellationToken.None));
        Assert.Equal(["GET"], member.Requests.Select(request => request.Method));
    }

    [Fact(Timeout = 20_000)]
    public async Task Patches_what_is_wanted_into_a_configuration_that_lacks_it()
    {
        await using var member = new FakePatroni(store, _ => new FakeAnswer(200, """{"ttl": 30}"""));
        using var client = Client(NobodyListens(), member.Address);

        Assert.True(await client.EnsureConfigurationAsync(1, Wanted(), CancellationToken.None));
        Assert.Equal(
            [("GET", "/config", ""), ("PATCH", "/config", """{"ttl":20}""")],
            member.Requests.Select(request => (request.Method, request.Path, request.Body)));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_refused_patch_is_a_failure_with_Patronis_reason()
    {
        await using var member = new FakePatroni(store, request => request.Method == "GET" ? new FakeAnswer(200, "{}") : new FakeAnswer(409, "somebody else was faster"));
        using var client = Client(member.Address);

        var failure = await Assert.ThrowsAsync<OperationFailedException>(() => client.EnsureConfigurationAsync(0, Wanted(), CancellationToken.None));

        Assert.Equal($"Patroni refused the configuration with status 409.\n    asked: {member.Address}config\n    somebody else was faster", failure.Message);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_member_that_dies_on_the_patch_is_a_failure_that_says_so()
    {
        await using var member = new FakePatroni(store, request => request.Method == "GET" ? new FakeAnswer(200, "{}") : null);
        using var client = Client(member.Address);

        var failure = await Assert.ThrowsAsync<PatroniSilentException>(() => client.EnsureConfigurationAsync(0, Wanted(), CancellationToken.None));

        Assert.StartsWith("Patroni did not answer when it was given the configuration: ", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains($"asked: {member.Address}config", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Nobody_to_configure_is_a_failure()
    {
        using var client = Client(NobodyListens());

        var failure = await Assert.ThrowsAsync<PatroniSilentException>(() => client.EnsureConfigurationAsync(0, Wanted(), CancellationToken.None));

        Assert.Equal("The leader does not answer on Patroni's REST API.", failure.Sentence);
    }

    [Fact(Timeout = 20_000)]
    public async Task Cancelling_is_not_taken_for_silence()
    {
        using var cancellation = new CancellationTokenSource();
        await using var member = new FakePatroni(store, _ =>
        {
            cancellation.Cancel();
            return null;
        });
        using var client = Client(member.Address);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ReadClusterAsync(cancellation.Token));
    }

    private static JsonObject Wanted() => new() { ["ttl"] = 20 };

    private PatroniClient Client(params Uri[] members) => new(members, store.RootCertificate, store.FilesOf("client"), "patroni", "sécret");

    /// <summary>An address where a connection is refused at once: the port was free a moment ago.</summary>
    private static Uri NobodyListens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Patroni;

/// <summary>Talks to the REST APIs of a cluster's members over mutual TLS.</summary>
public sealed partial class PatroniClient : IDisposable
{
    private readonly IReadOnlyList<Uri> members;
    private readonly HttpClient http;
    // Patroni answers a command when all is done, which takes longer than any question.
    private readonly HttpClient patient;

    /// <param name="members">REST API of each member; asked in this order.</param>
    /// <param name="rootCertificate">PEM file of the authority that signed the members' certificates.</param>
    /// <param name="clientCertificate">PEM files of our own certificate.</param>
    /// <param name="user">Account for writes.</param>
    /// <param name="password">Its password.</param>
    public PatroniClient(IReadOnlyList<Uri> members, string rootCertificate, CertificateFiles clientCertificate, string user, string password)
    {
        this.members = members;
        var handler = MutualTls.CreateHandler(rootCertificate, clientCertificate);
        var login = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        http = new HttpClient(handler) { Timeout = Deadlines.Request };
        patient = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = login;
        patient.DefaultRequestHeaders.Authorization = login;
    }

    /// <summary>The cluster as the first answering member sees it; null when none answers.</summary>
    public async Task<ClusterView?> ReadClusterAsync(CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            if (await TryGetAsync<ClusterView>(new Uri(member, "cluster"), cancellationToken) is { Members: not null } view)
                return view;
        }
        return null;
    }

    /// <summary>What one member says of itself; null when it does not answer.</summary>
    /// <param name="index">Place in the list of members.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<MemberStatus?> ReadMemberAsync(int index, CancellationToken cancellationToken) =>
        TryGetAsync<MemberStatus>(new Uri(members[index], "patroni"), cancellationToken);

    /// <summary>The cluster-wide configuration as it is in force; null when no member answers.</summary>
    public async Task<JsonObject?> ReadConfigurationAsync(CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            if (await TryGetAsync<JsonObject>(new Uri(member, "config"), cancellationToken) is { } configuration)
                return configuration;
        }
        return null;
    }

    /// <summary>When the lead changed hands, as far as the first answering member remembers; empty when none answers.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> ReadLeaderChangesAsync(CancellationToken cancellationToken)
    {
        const int timestamp = 3;
        foreach (var member in members)
        {
            if (await TryGetAsync<JsonArray>(new Uri(member, "history"), cancellationToken) is { } history)
                return [.. history.OfType<JsonArray>().Where(change => change.Count > timestamp && change[timestamp] is not null).Select(change => change[timestamp]!.GetValue<DateTimeOffset>())];
        }
        return [];
    }

    /// <summary>Brings the cluster-wide configuration to what is wanted.</summary>
    /// <param name="leader">Place of the leader in the list of members: the one that asked is woken by the change.</param>
    /// <param name="wanted">The part that we care for; the rest stays.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Whether something had to change.</returns>
    /// <exception cref="PatroniSilentException">The leader's Patroni does not answer; the same again does no harm.</exception>
    /// <exception cref="OperationFailedException">It refused.</exception>
    public async Task<bool> EnsureConfigurationAsync(int leader, JsonObject wanted, CancellationToken cancellationToken)
    {
        var config = new Uri(members[leader], "config");
        if (await TryGetAsync<JsonObject>(config, cancellationToken) is not { } current)
            throw new PatroniSilentException("The leader does not answer on Patroni's REST API.", config, "./build.sh Status");
        if (ConfigurationDifference.Covers(current, wanted))
            return false;
        await PatchAsync(config, wanted, cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        patient.Dispose();
        http.Dispose();
    }

    private async Task PatchAsync(Uri config, JsonObject wanted, CancellationToken cancellationToken)
    {
        // A text and not a stream: Patroni's server wants to know the length beforehand.
        using var body = new StringContent(wanted.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.PatchAsync(config, body, cancellationToken);
            var reason = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new OperationFailedException($"Patroni refused the configuration with status {(int)answer.StatusCode}.", [$"asked: {config}", reason]);
        }
        catch (Exception error) when (IsSilence(error, cancellationToken))
        {
            throw new PatroniSilentException($"Patroni did not answer when it was given the configuration: {error.Message}", config, "the same command again, or ./build.sh Status", error);
        }
    }

    private async Task<T?> TryGetAsync<T>(Uri address, CancellationToken cancellationToken) where T : class
    {
        try
        {
            // Patroni answers 503 with the same body while PostgreSQL is down: the body is what we want.
            using var answer = await http.GetAsync(address, cancellationToken);
            return await answer.Content.ReadFromJsonAsync<T>(cancellationToken);
        }
        catch (Exception error) when (error is JsonException || IsSilence(error, cancellationToken))
        {
            return null;
        }
    }

    private static bool IsSilence(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}

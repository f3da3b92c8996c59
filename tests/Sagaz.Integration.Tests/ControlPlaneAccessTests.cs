using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests;

/// <summary>Patroni and its store obey only who shows a certificate of the cluster's authority.</summary>
[Collection(SharedClusterGroup.Name)]
public sealed class ControlPlaneAccessTests(SharedCluster shared)
{
    [ClusterTheory]
    [InlineData("POST", "reload")]
    [InlineData("PATCH", "config")]
    public async Task Patroni_obeys_nobody_without_a_client_certificate(string method, string path)
    {
        using var stranger = Client(18008, withCertificate: false, withPassword: true);

        using var read = await stranger.GetAsync(new Uri("readiness", UriKind.Relative));
        using var refused = await SendAsync(stranger, method, path);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [ClusterTheory]
    [InlineData("POST", "reload")]
    [InlineData("PATCH", "config")]
    public async Task Patroni_obeys_nobody_without_its_password(string method, string path)
    {
        using var guest = Client(18008, withCertificate: true, withPassword: false);
        using var operating = Client(18008, withCertificate: true, withPassword: true);

        using var refused = await SendAsync(guest, method, path);
        using var obeyed = await SendAsync(operating, method, path);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.True(obeyed.IsSuccessStatusCode, $"With certificate and password: {obeyed.StatusCode}");
    }

    [ClusterFact]
    public async Task The_store_answers_nobody_without_a_client_certificate()
    {
        var health = new Uri("health", UriKind.Relative);
        using var stranger = Client(12379, withCertificate: false, withPassword: false);
        using var own = Client(12379, withCertificate: true, withPassword: false);

        using var answered = await own.GetAsync(health);

        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(health));
    }

    [ClusterTheory]
    [InlineData(12379)]
    [InlineData(12380)]
    [InlineData(18008)]
    public async Task Plain_http_is_refused(int standardPort)
    {
        using var plain = new HttpClient { Timeout = Deadlines.Program };
        var address = new Uri($"http://127.0.0.1:{shared.Cluster.Port(standardPort)}/health");

        var status = await StatusAsync(plain, address);

        Assert.True(status is null or HttpStatusCode.BadRequest, $"It answered {status}.");
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("""{"loop_wait": 2}""") };
        return await http.SendAsync(request);
    }

    private HttpClient Client(int standardPort, bool withCertificate, bool withPassword)
    {
        var folder = Path.Combine(shared.Cluster.State, "certificates");
        // Who the server is does not matter here: these tests ask whom it obeys.
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        if (withCertificate)
            handler.ClientCertificates.Add(X509Certificate2.CreateFromPemFile(Path.Combine(folder, "client.crt"), Path.Combine(folder, "client.key")));
        var http = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{shared.Cluster.Port(standardPort)}/"), Timeout = Deadlines.Program };
        if (withPassword)
        {
            var login = Encoding.UTF8.GetBytes($"{Account.PatroniApi}:{shared.Cluster.Passwords[Account.PatroniApi]}");
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login));
        }
        return http;
    }
}

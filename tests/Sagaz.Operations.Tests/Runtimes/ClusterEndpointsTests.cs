using Sagaz.Operations.Certificates;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class ClusterEndpointsTests
{
    private static readonly ClusterEndpoints Endpoints = new()
    {
        Topology = FixedCluster.Debian12.Topology,
        Host = "127.0.0.1",
        Store = "127.0.0.1:12379",
        RootCertificate = "/srv/ca.crt",
        ClientCertificate = new CertificateFiles("/srv/client.crt", "/srv/client.key"),
        Passwords = FixedCluster.Debian12.Passwords,
    };

    [Fact]
    public void Every_way_in_has_its_port_and_the_accounts_password()
    {
        Assert.Equal(
            [
                "postgres-primary (postgres@127.0.0.1:5432/orders)",
                "postgres-replica (postgres@127.0.0.1:5433/orders)",
                "pgbouncer-rw (sagaz_app@127.0.0.1:6432/orders)",
                "pgbouncer-ro (sagaz_readonly@127.0.0.1:6433/orders)",
                "postgres-0 (postgres@127.0.0.1:15432/orders)",
                "postgres-1 (postgres@127.0.0.1:15433/orders)",
            ],
            new[]
            {
                Endpoints.Primary(Account.Superuser),
                Endpoints.Replica(Account.Superuser),
                Endpoints.ReadWritePool(Account.Application),
                Endpoints.ReadOnlyPool(Account.ReadOnly),
            }.Concat(Endpoints.Members(Account.Superuser)).Select(endpoint => endpoint.ToString()));
        Assert.Equal("secret-of-sagaz_app", Endpoints.ReadWritePool(Account.Application).Password);
    }

    [Fact]
    public void Every_way_in_verifies_the_server()
    {
        Assert.Equal("/srv/ca.crt", Endpoints.Member(1, Account.Superuser).RootCertificate);
    }

    [Fact]
    public void Every_members_REST_API_is_named()
    {
        Assert.Equal(["https://127.0.0.1:18008/", "https://127.0.0.1:18009/"], Endpoints.PatroniApis.Select(api => api.AbsoluteUri));
    }
}

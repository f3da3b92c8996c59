using Sagaz.Operations.Pipeline;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Pipeline;

public sealed class ListConnectionsTests : IDisposable
{
    private const string Tls = "?sslmode=verify-full&sslrootcert=/srv/sagaz/local/certificates/ca.crt";

    private readonly TemporaryFolder repository = new();
    private readonly ClusterContext cluster;

    public ListConnectionsTests() => cluster = FakeRuntime.Open(new FakeRuntime(), repository.Path, new ListLog());

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Shows_every_way_in_with_its_password_hidden()
    {
        Assert.Equal(
            $"""
            SERVICE           FOR                     URL
            postgres-primary  administration          postgresql://postgres:***@127.0.0.1:5432/orders{Tls}
            postgres-replica  administration          postgresql://postgres:***@127.0.0.1:5433/orders{Tls}
            pgbouncer-rw      applications: writes    postgresql://sagaz_app:***@127.0.0.1:6432/orders{Tls}
            pgbouncer-ro      applications: reads     postgresql://sagaz_readonly:***@127.0.0.1:6433/orders{Tls}
            pgbouncer-rw      SHOW POOLS, SHOW STATS  postgresql://sagaz_stats:***@127.0.0.1:6432/pgbouncer{Tls}
            pgbouncer-ro      SHOW POOLS, SHOW STATS  postgresql://sagaz_stats:***@127.0.0.1:6433/pgbouncer{Tls}

            SAGAZ_STORAGE_URL='postgresql://sagaz_app:***@127.0.0.1:6432/orders{Tls}'
            SAGAZ_ANALYTICS_URL='postgresql://sagaz_readonly:***@127.0.0.1:6433/orders{Tls}'

            The passwords are hidden; --show-secrets shows them.
            """,
            string.Join('\n', ListConnections.Lines(cluster, showSecrets: false)));
    }

    [Fact]
    public void Shows_the_passwords_only_when_asked()
    {
        var (hidden, shown) = (ListConnections.Lines(cluster, showSecrets: false), ListConnections.Lines(cluster, showSecrets: true));

        Assert.DoesNotContain(hidden, line => line.Contains("secret-of", StringComparison.Ordinal));
        Assert.Equal($"SAGAZ_ANALYTICS_URL='postgresql://sagaz_readonly:secret-of-sagaz_readonly@127.0.0.1:6433/orders{Tls}'", shown[^1]);
    }
}

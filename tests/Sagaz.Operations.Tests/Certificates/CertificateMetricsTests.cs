using Sagaz.Operations.Certificates;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Certificates;

public sealed class CertificateMetricsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tells_the_end_of_the_authority_and_of_every_certificate_that_there_is()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var store = new CertificateStore(folder.Path, new FixedTime(now));
        store.Ensure([new Subject("etcd", "localhost")]);

        var lines = CertificateMetrics.Render(store, [new Subject("etcd"), new Subject("unborn")]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            [
                $"sagaz_certificate_expiry_timestamp_seconds{{certificate=\"ca\"}} {now.AddDays(3650).ToUnixTimeSeconds()}",
                $"sagaz_certificate_expiry_timestamp_seconds{{certificate=\"etcd\"}} {now.AddDays(365).ToUnixTimeSeconds()}",
            ],
            lines.Where(line => !line.StartsWith('#')));
        Assert.Contains("# TYPE sagaz_certificate_expiry_timestamp_seconds gauge", lines);
    }
}

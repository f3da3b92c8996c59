namespace Sagaz.Core.Topology;

/// <summary>The ports of what watches a cluster, the offset already added; in use only where it was asked for.</summary>
public sealed record MonitoringPorts
{
    /// <summary>Prometheus: its pages and its HTTP API.</summary>
    public required int Prometheus { get; init; }

    /// <summary>Alertmanager: its page and its HTTP API.</summary>
    public required int Alertmanager { get; init; }

    /// <summary>Grafana, which only Docker Compose runs, and only where its profile <c>dashboards</c> is asked for.</summary>
    public required int Grafana { get; init; }

    /// <summary>Exporter of the machine: disks, memory, certificates.</summary>
    public required int NodeExporter { get; init; }

    /// <summary>Exporter of member 0's PostgreSQL; that of member n listens n ports higher.</summary>
    public required int PostgresExporter { get; init; }

    /// <summary>Exporter of <c>pgbouncer-rw</c>.</summary>
    public required int PoolReadWriteExporter { get; init; }

    /// <summary>Exporter of <c>pgbouncer-ro</c>.</summary>
    public required int PoolReadOnlyExporter { get; init; }

    /// <summary>HAProxy's own metrics, over TLS.</summary>
    public required int HaproxyMetrics { get; init; }

    /// <summary>All of them moved by <paramref name="offset"/> ports.</summary>
    public MonitoringPorts Shift(int offset) => new()
    {
        Prometheus = Prometheus + offset,
        Alertmanager = Alertmanager + offset,
        Grafana = Grafana + offset,
        NodeExporter = NodeExporter + offset,
        PostgresExporter = PostgresExporter + offset,
        PoolReadWriteExporter = PoolReadWriteExporter + offset,
        PoolReadOnlyExporter = PoolReadOnlyExporter + offset,
        HaproxyMetrics = HaproxyMetrics + offset,
    };

    /// <summary>Every port in use beside a cluster of <paramref name="members"/> members, with the service's name.</summary>
    public IEnumerable<(string Service, int Port)> All(int members) =>
    [
        ("prometheus", Prometheus),
        ("alertmanager", Alertmanager),
        ("node-exporter", NodeExporter),
        .. Enumerable.Range(0, members).Select(n => ($"postgres-{n}-exporter", PostgresExporter + n)),
        ("pgbouncer-rw-exporter", PoolReadWriteExporter),
        ("pgbouncer-ro-exporter", PoolReadOnlyExporter),
        ("haproxy (metrics)", HaproxyMetrics),
    ];
}

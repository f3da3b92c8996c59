namespace Sagaz.Operations.Packages;

/// <summary>The programs that watch a native cluster, with the oldest versions that take our configuration.</summary>
public static class MonitoringToolset
{
    /// <summary>Collects, computes and alerts; <c>promtool</c> comes with it.</summary>
    public static readonly Tool Prometheus = new("Prometheus", "prometheus", ["--version"], new(2, 42), ["prometheus"])
    {
        PackagedService = "prometheus.service",
    };

    /// <summary>Groups alerts and hands them on.</summary>
    public static readonly Tool Alertmanager = new("Alertmanager", "prometheus-alertmanager", ["--version"], new(0, 25), ["prometheus-alertmanager"])
    {
        PackagedService = "prometheus-alertmanager.service",
    };

    /// <summary>Exporter of the machine.</summary>
    public static readonly Tool NodeExporter = new("node_exporter", "prometheus-node-exporter", ["--version"], new(1, 5), ["prometheus-node-exporter"])
    {
        PackagedService = "prometheus-node-exporter.service",
    };

    /// <summary>Exporter of one PostgreSQL member.</summary>
    public static readonly Tool PostgresExporter = new("postgres_exporter", "prometheus-postgres-exporter", ["--version"], new(0, 11), ["prometheus-postgres-exporter"])
    {
        PackagedService = "prometheus-postgres-exporter.service",
    };

    /// <summary>Exporter of one PgBouncer: two programs of one name, see <c>PoolExporterService</c>.</summary>
    public static readonly Tool PoolExporter = new("pgbouncer_exporter", "prometheus-pgbouncer-exporter", ["--version"], new(0, 10), ["prometheus-pgbouncer-exporter"])
    {
        PackagedService = "prometheus-pgbouncer-exporter.service",
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Tool> All = [Prometheus, Alertmanager, NodeExporter, PostgresExporter, PoolExporter];
}

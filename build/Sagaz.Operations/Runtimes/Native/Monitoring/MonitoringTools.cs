using Sagaz.Operations.Packages;

namespace Sagaz.Operations.Runtimes.Native.Monitoring;

/// <summary>The programs of this machine that watch the cluster.</summary>
internal sealed record MonitoringTools
{
    public required InstalledTool Prometheus { get; init; }

    public required InstalledTool Alertmanager { get; init; }

    public required InstalledTool NodeExporter { get; init; }

    public required InstalledTool PostgresExporter { get; init; }

    public required InstalledTool PoolExporter { get; init; }

    /// <summary>Those among what was found; null when one is missing.</summary>
    public static MonitoringTools? Among(IReadOnlyList<InstalledTool?> installed)
    {
        InstalledTool? Of(Tool tool) => installed.FirstOrDefault(candidate => candidate?.Tool == tool);
        return Of(MonitoringToolset.Prometheus) is { } prometheus && Of(MonitoringToolset.Alertmanager) is { } alertmanager
            && Of(MonitoringToolset.NodeExporter) is { } node && Of(MonitoringToolset.PostgresExporter) is { } postgres
            && Of(MonitoringToolset.PoolExporter) is { } pool
            ? new MonitoringTools { Prometheus = prometheus, Alertmanager = alertmanager, NodeExporter = node, PostgresExporter = postgres, PoolExporter = pool }
            : null;
    }
}

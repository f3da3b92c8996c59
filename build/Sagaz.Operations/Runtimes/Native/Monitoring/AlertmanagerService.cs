using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Native.Monitoring;

/// <summary>Alertmanager, alone and without peers.</summary>
internal static class AlertmanagerService
{
    private const string Name = WatchingServices.Alertmanager;

    public static ServiceDefinition Define(ClusterTopology topology, NativeLayout layout, string program, string folder)
    {
        var file = layout.ConfigurationOf("alertmanager.yml");
        return new ServiceDefinition
        {
            Name = Name,
            CommandLine =
            [
                program,
                "--config.file=" + file,
                "--storage.path=" + layout.DataOf(Name),
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{topology.Ports.Monitoring.Alertmanager}"),
                "--cluster.listen-address=",
            ],
            Files = new Dictionary<string, string> { [file] = File.ReadAllText(Path.Combine(folder, "alertmanager", "alertmanager.yml")) },
            Reload = Reload.Hangup,
        };
    }
}

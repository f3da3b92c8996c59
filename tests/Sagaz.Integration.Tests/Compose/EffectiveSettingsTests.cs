using Sagaz.Integration.Tests.Clusters;
using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>Servers of both runtimes run with the same settings.</summary>
[OnCompose, Collection(SharedComposeGroup.Name)]
public sealed class EffectiveSettingsTests(SharedComposeCluster shared)
{
    /// <summary>All that somebody set, but for addresses, files, what archives WAL, and what Patroni derives from names and roles.</summary>
    private const string Settings = """
        SELECT string_agg(name || ' = ' || setting, E'\n' ORDER BY name) FROM pg_settings
        WHERE source IN ('command line', 'configuration file')
          AND name NOT IN ('listen_addresses', 'port', 'unix_socket_directories', 'data_directory', 'archive_command', 'config_file', 'hba_file', 'ident_file', 'cluster_name',
                           'primary_conninfo', 'primary_slot_name', 'synchronous_standby_names', 'log_timezone', 'TimeZone')
          AND name NOT LIKE 'recovery\_target%' AND name NOT LIKE 'ssl\_%'
        """;

    [ClusterFact]
    public async Task What_is_set_is_set_alike()
    {
        await using var native = await TestCluster.InWorkspaceAsync();
        (await native.RunAsync("Up", "--replicas", "0")).Exits(0);

        var compose = await shared.Cluster.AskAsync(Settings);

        Assert.Contains("max_connections = 200", (string)compose!, StringComparison.Ordinal);
        Assert.Equal(await native.AskAsync(Settings), compose);
    }
}

using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes;

/// <summary>PostgreSQL's memory settings for a machine that all members share.</summary>
internal static class MemorySettings
{
    /// <summary>The least that PostgreSQL accepts or that is of any use; bytes.</summary>
    private static readonly Dictionary<string, long> Floors = new()
    {
        ["shared_buffers"] = 16L << 20,
        ["effective_cache_size"] = 32L << 20,
        ["work_mem"] = 1L << 20,
        ["maintenance_work_mem"] = 16L << 20,
        ["wal_buffers"] = 1L << 20,
    };

    /// <summary>The settings of the topology, made smaller in proportion where the machine has less per member.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Scale(PostgresTopology postgres, int members, long machineBytes)
    {
        var share = Math.Min(1.0, (double)machineBytes / members / postgres.MemoryPerMemberBytes);
        return postgres.Memory.Select(setting => KeyValuePair.Create(
            setting.Key,
            ByteSize.ToSetting(Math.Max(Floors.GetValueOrDefault(setting.Key, 1L << 20), (long)(setting.Value * share)))));
    }
}

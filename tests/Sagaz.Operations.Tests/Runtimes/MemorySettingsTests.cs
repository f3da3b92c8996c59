using Sagaz.Core.Topology;
using Sagaz.Operations.Runtimes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class MemorySettingsTests
{
    private const long Gigabyte = 1L << 30;

    private static readonly PostgresTopology QuickReference = new()
    {
        MaxConnections = 200,
        MemoryPerMemberBytes = 4 * Gigabyte,
        Memory = new Dictionary<string, long>
        {
            ["shared_buffers"] = Gigabyte,
            ["effective_cache_size"] = 3 * Gigabyte,
            ["work_mem"] = 10 << 20,
            ["maintenance_work_mem"] = 256 << 20,
            ["wal_buffers"] = 16 << 20,
        },
        Settings = new Dictionary<string, string>(),
    };

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 8)]
    [InlineData(3, 64)]
    public void A_machine_with_enough_for_every_member_gets_them_as_they_are(int members, long gigabytes)
    {
        Assert.Equal(["1048576kB", "3145728kB", "10240kB", "262144kB", "16384kB"], Scale(members, gigabytes * Gigabyte));
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(1, 2)]
    [InlineData(8, 16)]
    public void A_machine_with_half_of_it_gets_half_of_each(int members, long gigabytes)
    {
        Assert.Equal(["524288kB", "1572864kB", "5120kB", "131072kB", "8192kB"], Scale(members, gigabytes * Gigabyte));
    }

    [Fact]
    public void A_tiny_machine_gets_the_least_that_is_of_use()
    {
        Assert.Equal(["16384kB", "32768kB", "1024kB", "16384kB", "1024kB"], Scale(9, 64 << 20));
    }

    [Fact]
    public void A_setting_without_a_least_of_its_own_never_falls_below_a_megabyte()
    {
        var postgres = QuickReference with { Memory = new Dictionary<string, long> { ["temp_buffers"] = 8 << 20 } };

        Assert.Equal("1024kB", Assert.Single(MemorySettings.Scale(postgres, 9, 64 << 20)).Value);
    }

    [Fact]
    public void This_machines_memory_is_read_and_some_of_it_is_available()
    {
        Assert.InRange(MachineMemory.TotalBytes(), 64 << 20, long.MaxValue - 1);
        Assert.InRange(MachineMemory.AvailableBytes(), 1, MachineMemory.TotalBytes());
    }

    private static IEnumerable<string> Scale(int members, long machineBytes) =>
        MemorySettings.Scale(QuickReference, members, machineBytes).Select(setting => setting.Value);
}

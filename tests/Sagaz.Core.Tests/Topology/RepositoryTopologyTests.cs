using System.Globalization;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Topology;

/// <summary>deploy/topology.json says what the quick reference says.</summary>
public sealed class RepositoryTopologyTests
{
    public static TheoryData<string, int, Durability> Environments => new()
    {
        { "local", 2, Durability.Sync },
        { "dev", 3, Durability.Sync },
        { "staging", 3, Durability.Sync },
        { "prod", 3, Durability.Strict },
    };

    [Theory]
    [MemberData(nameof(Environments))]
    public void Every_environment_resolves(string environment, int members, Durability durability)
    {
        var topology = new TopologyText().Resolve(environment);

        Assert.Equal((environment, members, durability), (topology.Environment, topology.Members, topology.Durability));
        Assert.Equal(("sagaz", "sagaz"), (topology.Name, topology.Database));
        Assert.Equal(Enumerable.Range(0, members).Select(n => $"postgres-{n}"), topology.MemberNames);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_pools_are_those_of_the_quick_reference(string environment, int members, Durability durability)
    {
        var topology = new TopologyText().Resolve(environment);

        Assert.Equal(
            new PoolTopology { Name = "pgbouncer-rw", Mode = PoolMode.Transaction, MaxClientConnections = 200, Size = 25, MinimumSize = 5, ServerLifetime = TimeSpan.FromHours(1) },
            topology.ReadWritePool);
        Assert.Equal(
            new PoolTopology { Name = "pgbouncer-ro", Mode = PoolMode.Session, MaxClientConnections = 300, Size = 50, MinimumSize = 10, ServerLifetime = TimeSpan.FromHours(2) },
            topology.ReadOnlyPool);
        Assert.Equal((members, durability), (topology.Members, topology.Durability));
    }

    [Fact]
    public void The_ports_are_those_of_the_quick_reference()
    {
        var ports = new TopologyText().Resolve().Ports;

        Assert.Equal((5432, 5433, 6432, 6433), (ports.Primary, ports.Replica, ports.PoolReadWrite, ports.PoolReadOnly));
    }

    [Theory]
    [InlineData("shared_buffers", "1GB")]
    [InlineData("effective_cache_size", "3GB")]
    [InlineData("work_mem", "10MB")]
    [InlineData("maintenance_work_mem", "256MB")]
    [InlineData("checkpoint_completion_target", "0.9")]
    [InlineData("wal_buffers", "16MB")]
    [InlineData("min_wal_size", "1GB")]
    [InlineData("max_wal_size", "4GB")]
    [InlineData("random_page_cost", "1.1")]
    [InlineData("effective_io_concurrency", "200")]
    [InlineData("max_connections", "200")]
    [InlineData("autovacuum_max_workers", "4")]
    [InlineData("autovacuum_naptime", "10s")]
    public void The_settings_are_those_of_the_quick_reference(string setting, string value)
    {
        var postgres = new TopologyText().Resolve().Postgres;

        if (postgres.Memory.TryGetValue(setting, out var bytes))
            Assert.Equal(ByteSize.TryParse(value, out var wanted) ? wanted : -1, bytes);
        else if (setting == "max_connections")
            Assert.Equal(value, postgres.MaxConnections.ToString(CultureInfo.InvariantCulture));
        else
            Assert.Equal(value, postgres.Settings[setting]);
    }

    [Fact]
    public void The_memory_settings_are_the_quick_references_shares_of_the_memory_per_member()
    {
        var postgres = new TopologyText().Resolve().Postgres;

        Assert.Equal(postgres.MemoryPerMemberBytes / 4, postgres.Memory["shared_buffers"]);
        Assert.Equal(postgres.MemoryPerMemberBytes / 4 * 3, postgres.Memory["effective_cache_size"]);
    }

    [Fact]
    public void The_limits_of_Doctor_are_its_defaults_and_an_environment_may_have_others()
    {
        var local = new TopologyText().With("environments.local", """{ "limits": { "doctor": { "transactionIdleSeconds": 5 } } }""").Resolve();

        Assert.Equal(new DoctorLimits(), new TopologyText().Resolve().Limits.Doctor);
        Assert.Equal(new DoctorLimits { TransactionIdle = TimeSpan.FromSeconds(5) }, local.Limits.Doctor);
    }

    [Fact]
    public void The_lag_limit_is_the_quick_references_target()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), new TopologyText().Resolve().Limits.ReplicationLagP99);
    }
}

using Sagaz.Core.Errors;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Tests.Topology;

public sealed class TopologyReaderTests
{
    public static TheoryData<string, string, string> WrongValues => new()
    {
        { "schema", "2", "schema is 2; it must be 1 to 1." },
        { "name", "\"\"", "name is \"\"; it must be a text." },
        { "name", "7", "name is 7; it must be a text." },
        { "database", "null", "database is missing; it must be a text." },
        { "members", "0", "members is 0; it must be 1 to 9." },
        { "members", "10", "members is 10; it must be 1 to 9." },
        { "members", "2.5", "members is 2.5; it must be a whole number." },
        { "members", "\"2\"", "members is \"2\"; it must be a whole number." },
        { "members", "99999999999999999999", "members is 99999999999999999999; it must be a whole number." },
        { "durability", "\"eventual\"", "durability is \"eventual\"; it must be one of async, sync, strict." },
        { "durability", "\"1\"", "durability is \"1\"; it must be one of async, sync, strict." },
        { "durability", "\"Sync\"", "durability is \"Sync\"; it must be one of async, sync, strict." },
        { "ports", "[]", "ports must be an object." },
        { "ports.primary", "1023", "ports.primary is 1023; it must be 1024 to 65535." },
        { "ports.haproxyStats", "65536", "ports.haproxyStats is 65536; it must be 1024 to 65535." },
        { "pools.readWrite.mode", "\"statement\"", "pools.readWrite.mode is \"statement\"; it must be one of transaction, session." },
        { "pools.readWrite.maxClientConnections", "0", "pools.readWrite.maxClientConnections is 0; it must be 1 to 100000." },
        { "pools.readOnly.size", "0", "pools.readOnly.size is 0; it must be 1 to 10000." },
        { "pools.readOnly.minimumSize", "-1", "pools.readOnly.minimumSize is -1; it must be 0 to 10000." },
        { "pools.readOnly.serverLifetimeSeconds", "604801", "pools.readOnly.serverLifetimeSeconds is 604801; it must be 1 to 604800." },
        { "patroni.ttlSeconds", "4", "patroni.ttlSeconds is 4; it must be 5 to 3600." },
        { "patroni.loopWaitSeconds", "0", "patroni.loopWaitSeconds is 0; it must be 1 to 3600." },
        { "patroni.retryTimeoutSeconds", "2", "patroni.retryTimeoutSeconds is 2; it must be 3 to 3600." },
        { "patroni.maximumLagOnFailoverBytes", "-1", "patroni.maximumLagOnFailoverBytes is -1; it must be 0 to 1099511627776." },
        { "postgres.maxConnections", "19", "postgres.maxConnections is 19; it must be 20 to 10000." },
        { "postgres.memoryPerMember", "\"4 gigabytes\"", "postgres.memoryPerMember is \"4 gigabytes\"; it must be a size such as 256MB." },
        { "postgres.memoryPerMember", "4", "postgres.memoryPerMember is 4; it must be a size such as 256MB." },
        { "postgres.memory.work_mem", "\"10M\"", "postgres.memory.work_mem is \"10M\"; it must be a size such as 256MB." },
        { "postgres.settings.random_page_cost", "1.1", "postgres.settings.random_page_cost is 1.1; it must be a text." },
        { "limits.replicationLagP99Milliseconds", "0", "limits.replicationLagP99Milliseconds is 0; it must be 1 to 3600000." },
        { "limits.replayLagBytes", "-1", "limits.replayLagBytes is -1; it must be 0 to 1125899906842624." },
        { "limits.doctor.transactionIdleSeconds", "0", "limits.doctor.transactionIdleSeconds is 0; it must be 1 to 86400." },
        { "limits.doctor.transactionIdAge", "2000000001", "limits.doctor.transactionIdAge is 2000000001; it must be 1 to 2000000000." },
        { "limits.doctor.certificateNoticeDays", "31", "limits.doctor.certificateNoticeDays is 31; it must be 1 to 30." },
        { "limits.doctor.deadRowsPercent", "\"34 %\"", "limits.doctor.deadRowsPercent is \"34 %\"; it must be a whole number." },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void Refuses_a_wrong_value_by_its_path_and_says_what_it_must_be(string path, string json, string error)
    {
        Assert.Equal([error], new TopologyText().With(path, json).Errors());
    }

    [Theory]
    [InlineData("name", "name is missing; it must be a text.")]
    [InlineData("members", "members is missing; it must be a whole number.")]
    [InlineData("durability", "durability is missing; it must be one of async, sync, strict.")]
    [InlineData("ports", "ports is missing.")]
    [InlineData("ports.patroni", "ports.patroni is missing; it must be a whole number.")]
    [InlineData("pools", "pools is missing.")]
    [InlineData("pools.readOnly", "pools.readOnly is missing.")]
    [InlineData("postgres.memory", "postgres.memory is missing.")]
    [InlineData("postgres.memoryPerMember", "postgres.memoryPerMember is missing; it must be a size such as 256MB.")]
    [InlineData("limits.doctor", "limits.doctor is missing.")]
    [InlineData("limits.freeDiskBytes", "limits.freeDiskBytes is missing; it must be a whole number.")]
    public void Refuses_a_missing_value_once_however_much_is_below_it(string path, string error)
    {
        Assert.Equal([error], new TopologyText().Without(path).Errors());
    }

    [Theory]
    [InlineData("member", "member is not known; did you mean 'members'?")]
    [InlineData("pools.readWrite.sise", "pools.readWrite.sise is not known; did you mean 'size'?")]
    [InlineData("patroni.watchdog", "patroni.watchdog is not known; known are ttlSeconds, ttlSecondsBeforePatroni4, loopWaitSeconds, loopWaitSecondsBeforePatroni4, retryTimeoutSeconds, maximumLagOnFailoverBytes.")]
    [InlineData("pools.writeOnly", "pools.writeOnly is not known; known are readWrite, readOnly.")]
    [InlineData("limits.doctor.leaderChange", "limits.doctor.leaderChange is not known; did you mean 'leaderChanges'?")]
    [InlineData("ports.etcd", "ports.etcd is not known; did you mean 'etcdPeer'?")]
    public void Refuses_an_unknown_key_and_names_the_nearest(string path, string error)
    {
        Assert.Equal([error], new TopologyText().With(path, "1").Errors());
    }

    [Fact]
    public void Lists_all_errors_at_once()
    {
        var text = new TopologyText().With("members", "12").With("patroni.ttlSeconds", "\"fast\"").Without("database");

        var refusal = Assert.Throws<TopologyException>(() => text.Resolve());

        Assert.Equal(
            """
            deploy/topology.json has 3 errors.
                database is missing; it must be a text.
                members is 12; it must be 1 to 9.
                patroni.ttlSeconds is "fast"; it must be a whole number.
                try:  correct deploy/topology.json; nothing was started
            """,
            refusal.Message);
        Assert.Equal(ExitCode.NotRun, refusal.ExitCode);
    }

    [Fact]
    public void A_single_error_is_the_sentence_itself()
    {
        var refusal = Assert.Throws<TopologyException>(() => new TopologyText().With("members", "12").Resolve());

        Assert.Equal("deploy/topology.json: members is 12; it must be 1 to 9.", refusal.Sentence);
    }
}

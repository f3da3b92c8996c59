using Sagaz.Core.Errors;
using Sagaz.Operations.Runtimes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Runtimes;

public sealed class ClusterRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void There_is_none_before_the_first_preparation()
    {
        Assert.Null(ClusterRecord.Read(folder.Of("cluster.json")));
    }

    [Fact]
    public void Is_read_back_as_it_was_written()
    {
        new ClusterRecord(3, RuntimeKind.Compose).Write(folder.Of("cluster.json"));

        Assert.Equal(new ClusterRecord(3, RuntimeKind.Compose), ClusterRecord.Read(folder.Of("cluster.json")));
        Assert.Equal(["cluster.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void One_from_before_there_were_several_runtimes_is_native()
    {
        File.WriteAllText(folder.Of("cluster.json"), "{\"Members\":2}");

        Assert.Equal(new ClusterRecord(2, RuntimeKind.Native), ClusterRecord.Read(folder.Of("cluster.json")));
    }

    [Fact]
    public void Grows_with_the_cluster_and_stays_untouched_when_nothing_changed()
    {
        new ClusterRecord(2, RuntimeKind.Compose).Write(folder.Of("cluster.json"));
        new ClusterRecord(3, RuntimeKind.Compose).Write(folder.Of("cluster.json"));
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(folder.Of("cluster.json"), longAgo);

        new ClusterRecord(3, RuntimeKind.Compose).Write(folder.Of("cluster.json"));

        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(folder.Of("cluster.json")));
    }

    [Fact]
    public void Remembers_that_the_cluster_is_watched_and_takes_an_old_record_for_one_that_is_not()
    {
        new ClusterRecord(2, RuntimeKind.Native, HasMonitoring: true).Write(folder.Of("cluster.json"));
        Assert.True(ClusterRecord.Read(folder.Of("cluster.json"))!.HasMonitoring);

        File.WriteAllText(folder.Of("cluster.json"), "{\"Members\":2}");
        Assert.False(ClusterRecord.Read(folder.Of("cluster.json"))!.HasMonitoring);
    }

    [Fact]
    public void Refuses_to_lose_members()
    {
        new ClusterRecord(3, RuntimeKind.Compose).Write(folder.Of("cluster.json"));

        var refusal = Assert.Throws<PreconditionException>(() => new ClusterRecord(1, RuntimeKind.Compose).Write(folder.Of("cluster.json")));

        Assert.Equal("The cluster has 3 members; --replicas 0 asks for 1, and Up does not remove members.", refusal.Sentence);
        Assert.Equal(3, ClusterRecord.Read(folder.Of("cluster.json"))!.Members);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"Members\": ")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_damaged_record_is_refused_with_the_way_out(string text)
    {
        File.WriteAllText(folder.Of("cluster.json"), text);

        var refusal = Assert.Throws<PreconditionException>(() => ClusterRecord.Read(folder.Of("cluster.json")));

        Assert.StartsWith("The record of the cluster cannot be read: ", refusal.Sentence, StringComparison.Ordinal);
        Assert.Equal("remove the file and run Up with --replicas", refusal.Remedy);
    }
}

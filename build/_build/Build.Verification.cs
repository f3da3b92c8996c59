using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("VerifyReplication: canary rows to write, 1 to 100000. Default is 200."), Range(1, 100_000)]
    readonly int Samples = 200;

    Target VerifyReplication => _ => _
        .Description("Proves by gates that every replica streams, follows in time, and that both pools land where they should")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Gates", (await VerifyReplicationOfCluster.RunAsync(cluster, Samples, token)).Results.Count)));

    Target VerifySchema => _ => _
        .Description("Proves by gates that the schema is whole, pruned, guarded by roles, and what the migrations make from nothing")
        .After(Up, Migrate, MaintainPartitions, CreatePartitions, CleanupInbox, ReindexBloated)
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Gates", (await VerifySchemaOfCluster.RunAsync(cluster, token)).Results.Count)));
}

using Nuke.Common;
using Sagaz.Operations.Pipeline;

partial class Build
{
    [Parameter("Switchover: when it begins, 03:30 or 2026-01-31T03:30Z. Default is now.")]
    readonly string? At;

    Target Switchover => _ => _
        .Description("Hands the lead over while writers wait at their pool; proves by gates that none got an error and none waited for long")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Gates", (await SwitchOver.RunAsync(cluster, To, At, token)).Results.Count)));
}

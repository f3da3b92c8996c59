using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("Switchover: when it begins, 03:30 or 2026-01-31T03:30Z. Default is now.")]
    readonly string? At;

    [Parameter("SetPool, PoolClients, KillClient: the pool, rw or ro. Default is 'rw'.")]
    readonly PoolName Pool = PoolName.Rw;

    [Parameter("SetPool: servers that the pool may have for its clients."), Range(1, 10_000)]
    readonly int? Size;

    [Parameter("KillClient: the client, as PoolClients names it.")]
    readonly string? Client;

    [Parameter("Repair: the check, as Doctor names it, e.g. slot-unused.")]
    readonly string? Check;

    [Parameter("UpgradeMinor, Scale: how long sessions on a replica that stops may go on before they are ended. Default is 30."), Range(0, 86_400)]
    readonly int DrainSeconds = 30;

    [Parameter("UpgradeMinor: also members that run the newest programs already.")]
    readonly bool AllMembers;

    Target Switchover => _ => _
        .Description("Hands the lead over while writers wait at their pool; proves by gates that none got an error and none waited for long")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Gates", (await SwitchOver.RunAsync(cluster, To, At, token)).Results.Count)));

    Target Failover => _ => _
        .Description("Makes --to lead when nobody does, after its name was typed below what that may lose")
        .Executes(() => InCluster((cluster, token) => FailOver.RunAsync(cluster, To, Terminal.Confirmation(Yes), token)));

    Target RestartMember => _ => _
        .Description("Restarts the PostgreSQL of --member; while it is the leader's, writers wait at their pool")
        .Executes(() => InCluster((cluster, token) => Sagaz.Operations.Pipeline.RestartMember.RunAsync(cluster, Member, token)));

    Target RecloneReplica => _ => _
        .Description("Throws the data of replica --member away and has it clone the leader")
        .Executes(() => InCluster((cluster, token) => Sagaz.Operations.Pipeline.RecloneReplica.RunAsync(cluster, Member, token)));

    Target PauseFailover => _ => _
        .Description("Keeps Patroni from giving the lead to another member by itself")
        .Executes(() => InCluster((cluster, token) => Sagaz.Operations.Pipeline.PauseFailover.RunAsync(cluster, isPaused: true, token)));

    Target ResumeFailover => _ => _
        .Description("Lets Patroni fail over by itself again")
        .Executes(() => InCluster((cluster, token) => Sagaz.Operations.Pipeline.PauseFailover.RunAsync(cluster, isPaused: false, token)));

    Target SetPool => _ => _
        .Description("Gives --pool the number of servers --size while it serves; remembered by the cluster")
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Changes", (await SetPoolSize.RunAsync(cluster, Pool, Size, token)).Count)));

    Target PoolClients => _ => _
        .Description("Shows who is connected to --pool, who waits, and who holds a server")
        .Executes(() => InCluster(async (cluster, token) => Terminal.Print(await Sagaz.Operations.Pipeline.PoolClients.ListAsync(cluster, Pool, token))));

    Target KillClient => _ => _
        .Description("Ends --client of --pool")
        .Executes(() => InCluster((cluster, token) => Sagaz.Operations.Pipeline.PoolClients.KillAsync(cluster, Pool, Client, token)));

    Target UpgradeMinor => _ => _
        .Description("Fetches the newest minor releases and restarts members with them one by one, the leader last and after handing over; gates between the steps")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Summarize("Gates", (await Sagaz.Operations.Pipeline.UpgradeMinor.RunAsync(cluster, AllMembers, token)).Results.Count)));

    Target RotateSecrets => _ => _
        .Description("Gives every account a new password while clients are connected; proves by gates that none noticed and that no old password is taken")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Summarize("Gates", (await Sagaz.Operations.Pipeline.RotateSecrets.RunAsync(cluster, token)).Results.Count)));

    Target RotateCertificates => _ => _
        .Description("Issues every certificate anew while clients are connected; proves by gates that none noticed and that the new ones are shown")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Summarize("Gates", (await Sagaz.Operations.Pipeline.RotateCertificates.RunAsync(cluster, token)).Results.Count)));

    Target Doctor => _ => _
        .Description("Looks at replicas, pools, partitions, disk and upkeep; says what is wrong, by what one sees it, and what to do")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Summarize("Checks", (await DiagnoseCluster.RunAsync(cluster, Terminal.Print, token)).Results.Count)));

    Target Repair => _ => _
        .Description("Shows what it would do about the finding of --check, and does it after its name was typed")
        .Executes(() => InCluster(async (cluster, token) =>
            Summarize("Steps", await RepairCluster.RunAsync(cluster, Check, Terminal.Confirmation(Yes), Terminal.Print, token))));
}

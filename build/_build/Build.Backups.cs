using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Sagaz.Core.Backups;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("Backup: full, or diff for what changed since the last full one. Default is full.")]
    readonly BackupKind Type = BackupKind.Full;

    [Parameter("RestoreBackup: everything committed up to this moment, e.g. 2026-11-23T02:00:00Z; UTC without a zone.")]
    readonly string? ToTime;

    [Parameter("RestoreBackup: everything up to this position in the WAL, e.g. 0/5000110.")]
    readonly string? ToLsn;

    [Parameter("RestoreBackup: a backup as it was when it ended, by its label.")]
    readonly string? Label;

    [Parameter("RestoreBackup: beside the cluster, on a port of its own, instead of into it.")]
    readonly bool Scratch;

    [Parameter("VerifyBackup: seconds for which clients write before the restore, 1 to 3600. Default is 10."), Range(1, 3600)]
    readonly int LoadSeconds = 10;

    Target Backup => _ => _
        .Description("Makes a backup now, full or with --type diff; judges it")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Summarize("Backup", (await MakeBackup.RunAsync(cluster, Type, token)).Label)));

    Target Backups => _ => _
        .Description("Lists the backups of the repository")
        .After(Up, Backup)
        .Executes(() => InCluster(async (cluster, token) => Terminal.Print(await ListBackups.RunAsync(cluster, token))));

    Target VerifyBackup => _ => _
        .Description("Restores the newest backup beside the cluster to a random moment; proves by gates that exactly the acknowledged rows are there and every page is sound")
        .After(Up, Migrate, Backup)
        .Executes(() => InCluster(async (cluster, token) => Summarize(
            "Gates", (await VerifyBackupOfCluster.RunAsync(cluster, TimeSpan.FromSeconds(LoadSeconds), token)).Results.Count)));

    Target RestoreBackup => _ => _
        .Description("Brings back the state of --to-time, --to-lsn or --label: with --scratch beside the cluster, else into it after its name was typed")
        .After(Up, Backup)
        .Executes(() => InCluster(async (cluster, token) => Terminal.Print(await RestoreCluster.RunAsync(
            cluster, new RestoreRequest(ToTime, ToLsn, Label), Scratch, Terminal.Confirmation(Yes), token))));
}

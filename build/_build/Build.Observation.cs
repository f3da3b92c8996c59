using Nuke.Common;
using Sagaz.Operations.Pipeline;
using Shell;

partial class Build
{
    [Parameter("Status: prints JSON.")]
    readonly bool Json;

    [Parameter("Connections: shows the passwords.")]
    readonly bool ShowSecrets;

    [Parameter("Logs: one member or service, e.g. postgres-0 or pgbouncer-rw; default is all. RestartMember, RecloneReplica: the member.")]
    readonly string? Member;

    [Parameter("Logs: goes on printing until Ctrl+C.")]
    readonly bool Follow;

    [Parameter("Psql: the server to connect to: primary, replica, rw or ro. Default is 'primary'.")]
    readonly PsqlServer On = PsqlServer.Primary;

    [Parameter("Psql: the SQL to run. Default is a session on this terminal.")]
    readonly string? Command;

    Target Status => _ => _
        .Description("Shows members, roles, timelines, lag, pools and endpoints")
        .After(Up, Migrate)
        .Executes(() => InCluster(async (cluster, token) => Terminal.Print(await ReadStatus.RunAsync(cluster, token), Json)));

    Target Connections => _ => _
        .Description("Prints the URLs for applications and people")
        .After(Up, Migrate)
        .Executes(() => InCluster((cluster, _) => Terminal.PrintAsync(ListConnections.Lines(cluster, ShowSecrets))));

    Target Logs => _ => _
        .Description("Prints the logs of members and services")
        .After(Up)
        .Executes(() => InCluster((cluster, token) => cluster.Runtime.ReadLogsAsync(Member, Follow, Terminal.Print, token)));

    Target Psql => _ => _
        .Description("Runs psql on one of the cluster's servers")
        .After(Up, Migrate)
        .Executes(() => InCluster((cluster, token) => RunPsql.RunAsync(cluster, On, Command, token)));
}

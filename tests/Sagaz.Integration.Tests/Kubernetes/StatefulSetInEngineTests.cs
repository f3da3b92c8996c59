using System.Globalization;
using System.Text.Json.Nodes;
using Sagaz.Core.Backups;
using Sagaz.Integration.Tests.Running;
using Sagaz.Operations.Faults;
using Sagaz.Operations.Faults.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>What the manifests say of pods holds for our images: command, environment, mounts, user and confinement.</summary>
[OnCompose]
public sealed class StatefulSetInEngineTests(PodsInEngine pods) : IClassFixture<PodsInEngine>
{
    private static readonly string[] Members = ["postgresql-0", "postgresql-1"];

    [ClusterFact]
    public async Task Members_stream_serve_their_probes_and_hand_over_as_the_manifests_confine_them()
    {
        var leader = await AwaitSettledAsync();

        foreach (var member in Members)
        {
            (await pods.ExecAsync(member, "sh", "-c", "id -u; id -g; grep CapEff /proc/self/status; touch /written || echo read-only")).Exits(0)
                .Says("10001", "CapEff:\t0000000000000000", "read-only");
            foreach (var probe in new[] { "livenessProbe", "readinessProbe" })
                await AwaitProbeAsync(member, pods.Member(member).ProbePath(probe));
        }
        // As docs/kubernetes.md has people do it.
        (await pods.ExecAsync(leader, "psql", "-U", "postgres", "-Atc", "SELECT 'socket of ' || current_user")).Exits(0).Says("socket of postgres");
        (await pods.ExecAsync(leader, "psql", "-U", "postgres", "-Atc", "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_replication USING (pid)")).Exits(0).Says("t");

        var pooler = await pods.StartPoolerAsync(leader);
        await Eventually.HoldsAsync("the pooler answers", TimeSpan.FromSeconds(30), async () =>
            (await pods.ExecAsync("pgbouncer-rw", pooler.Readiness)) is { ExitCode: > 0 } answer ? $"its probe says: {answer}" : null);
        (await pods.ExecAsync(
            leader, "env", $"PGPASSWORD={pods.Passwords[Account.PoolStatistics]}", "psql",
            "host=pgbouncer-rw port=6432 user=sagaz_stats dbname=pgbouncer sslmode=verify-full sslrootcert=/etc/sagaz/tls/ca.crt", "-c", "SHOW CONFIG")).Exits(0).Says("tcp_user_timeout");

        // What a kubelet does before it ends them.
        await pods.ExecAsync("pgbouncer-rw", pooler.PreStop);
        await Eventually.HoldsAsync("the pooler has ended", TimeSpan.FromSeconds(30), async () =>
            (await PodsInEngine.DockerAsync("inspect", "--format", "{{.State.Status}}", pods.NameOf("pgbouncer-rw"))).Output.Trim() is var state && state == "exited" ? null : state);
        (await pods.ExecAsync(leader, pods.Member(leader).PreStop)).Exits(0);
        var next = await AwaitSettledAsync();
        Assert.NotEqual(leader, next);
    }

    [ClusterFact]
    public async Task The_migration_job_brings_the_schema_and_finds_nothing_left_to_do_again()
    {
        var leader = await AwaitSettledAsync();
        var early = await pods.MigrateAsync(leader);
        await pods.ProvisionAsync(leader);

        var first = await pods.MigrateAsync(leader);
        var second = await pods.MigrateAsync(leader);

        // Without roles it says so; with them it migrates, and no password is in what it says.
        early.Exits(1).Says("sagaz_owner");
        first.Exits(0).Says("6 of 6 migrations applied").NeverSays(pods.Passwords[Account.Owner]);
        second.Exits(0).Says("Nothing to do: all 6 migrations are applied.");
        (await pods.ExecAsync(leader, "psql", "-U", "postgres", "-d", "sagaz", "-Atc", "SELECT count(*) > 0 FROM get_partition_statistics()")).Exits(0).Says("t");
    }

    [ClusterFact]
    public async Task Faults_from_inside_a_member_and_their_heals_do_what_they_say_as_the_manifests_confine_it()
    {
        var leader = await AwaitSettledAsync();
        var replica = Members.Single(member => member != leader);
        var shell = new EngineShell(pods);
        var (server, wal) = (new ServerProcesses(shell), new PodWalScribble(shell));

        await server.FreezeAsync(replica, CancellationToken.None);
        var frozen = await PostmasterAsync(replica, "status", "State");
        await server.ThawAsync(replica, CancellationToken.None);
        await server.LimitAsync(replica, CancellationToken.None);
        var limited = await PostmasterAsync(replica, "limits", "Max file size");
        await server.UnlimitAsync(replica, CancellationToken.None);
        var free = await PostmasterAsync(replica, "limits", "Max file size");
        await server.KillPostmasterAsync(replica, CancellationToken.None);
        await AwaitSettledAsync();
        await wal.ScribbleAsync(replica, CancellationToken.None);
        await wal.WipeAsync(replica, CancellationToken.None);

        Assert.Contains("T (stopped)", frozen, StringComparison.Ordinal);
        Assert.Contains("65536", limited, StringComparison.Ordinal);
        Assert.Contains("unlimited", free, StringComparison.Ordinal);
        // Patroni goes on, and clones what was damaged and then removed.
        Assert.Equal(leader, await AwaitSettledAsync());
    }

    [ClusterFact]
    public async Task A_backup_comes_back_to_a_moment_in_a_pod_beside_the_members_as_it_is_confined()
    {
        var (backup, moment) = await BackUpAsync("kept");

        await using var kubelet = await EngineKubelet.StartAsync(pods);
        await using var forward = new PortForward(kubelet.Api, 0, RestoredPods.Port, _ => Task.FromResult("restored-verify"), new Silence());
        var copy = await new RestoredPods(kubelet.Api, "sagaz", new Silence()).PrepareAsync("verify", pods.Superuser("restored verify", forward.Port), CancellationToken.None);
        await copy.RestoreAsync(backup, moment, CancellationToken.None);

        await using (var source = copy.Superuser.CreateDataSource())
        await using (var command = source.CreateCommand("SELECT string_agg(n::text, ',' ORDER BY n) || ' ' || current_setting('archive_mode') FROM public.kept"))
            Assert.Equal("1,2 off", await command.ExecuteScalarAsync());
        (await pods.ExecAsync("restored-verify", "sh", "-c", "id -u; grep CapEff /proc/self/status; touch /written || echo read-only; ls /etc/sagaz")).Exits(0)
            .Says("10001", "CapEff:\t0000000000000000", "read-only").NeverSays("secrets");
        Assert.Null(await copy.CheckRelationsAsync(CancellationToken.None));
        await copy.StopAsync(CancellationToken.None);
        var pages = await copy.CheckPagesAsync(CancellationToken.None);
        Assert.True(pages is { Blocks: > 0, BadBlocks: 0 }, $"{pages}");
        await copy.RemoveAsync(CancellationToken.None);
        Assert.Empty(kubelet.Pods);
    }

    [ClusterFact]
    public async Task A_backup_comes_back_in_a_members_own_volume_beside_what_it_had_so_that_a_member_can_take_it_over()
    {
        var (backup, moment) = await BackUpAsync("taken_over");
        await pods.LeaveDataAsync();

        await using var kubelet = await EngineKubelet.StartAsync(pods);
        await using var forward = new PortForward(kubelet.Api, 0, RestoredPods.Port, _ => Task.FromResult("restored-member"), new Silence());
        var copies = new RestoredPods(kubelet.Api, "sagaz", new Silence());
        var volume = new MemberVolume(kubelet.Api, copies.CommandsIn("member"), "one", backup);
        var copy = await copies.PrepareAsync("member", pods.Superuser("restored member", forward.Port), CancellationToken.None, volume);
        await copy.RestoreAsync(backup, moment, CancellationToken.None);
        await copy.StopAsync(CancellationToken.None);
        await copy.PrepareForMemberAsync(CancellationToken.None);
        await volume.TakeOverAsync(CancellationToken.None);

        (await pods.ExecAsync("restored-member", "sh", "-ec", """
            cd /var/lib/postgresql
            bin=/usr/lib/postgresql/17/bin
            cat data.before-restore/by-the-member
            $bin/pg_controldata data | grep -e state: -e TimeLineID:
            ! grep -e ^restore_command -e ^recovery_target data/postgresql.auto.conf
            ls data/pg_wal/archive_status/*.history.ready
            echo "SELECT string_agg(n::text, chr(44) ORDER BY n) AS rows FROM public.taken_over" | $bin/postgres --single -D data -c shared_preload_libraries= postgres
            """)).Exits(0).Says("left", "shut down", "rows = \"1,2\"").NeverSays("TimeLineID:       1\n");
    }

    /// <summary>A backup, a moment after it at which a table holds 1 and 2, and later a 3; all of it archived.</summary>
    private async Task<(BackupSet Backup, RestoreTarget Moment)> BackUpAsync(string table)
    {
        var leader = await AwaitSettledAsync();
        await pods.StartRepositoryAsync();
        // As DeployK8s has it where backups are made.
        (await pods.ExecAsync(leader, "patronictl", "-c", "/run/patroni", "edit-config", "--force", "-p", "archive_command=" + MemberSettings.ArchiveCommand)).Exits(0);
        await Eventually.HoldsAsync("the leader archives", TimeSpan.FromSeconds(30), async () => await AskAsync(leader, "SHOW archive_command") is var now && now == MemberSettings.ArchiveCommand ? null : now);
        await AskAsync(leader, $"CREATE TABLE public.{table} AS SELECT 1 AS n");
        var backup = await pods.BackUpAsync();
        await AskAsync(leader, $"INSERT INTO public.{table} VALUES (2)");
        var moment = DateTimeOffset.Parse(await AskAsync(leader, """SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""), CultureInfo.InvariantCulture);
        await AskAsync(leader, $"INSERT INTO public.{table} VALUES (3)");
        var segment = await AskAsync(leader, "SELECT pg_walfile_name(pg_switch_wal())");
        await Eventually.HoldsAsync($"{segment} is archived", TimeSpan.FromSeconds(30), async () => await AskAsync(leader, $"SELECT last_archived_wal >= '{segment}' FROM pg_stat_archiver") is var told && told == "t" ? null : told);
        return (backup, new RestoreTarget.Moment(moment));
    }

    private async Task<string> AskAsync(string member, string statement) => (await pods.ExecAsync(member, "psql", "-U", "postgres", "-Atqc", statement)).Exits(0).Output.Trim();

    /// <summary>A line of what the kernel says of a member's postmaster.</summary>
    private async Task<string> PostmasterAsync(string member, string file, string line) => (await pods.ExecAsync(
        member, "sh", "-c", $"grep '^{line}' /proc/$(head -n 1 {ServerProcesses.Data}/postmaster.pid)/{file}")).Exits(0).Output;

    /// <summary>One leads, and the other streams from it and is synchronous.</summary>
    private async Task<string> AwaitSettledAsync()
    {
        var leader = "";
        await Eventually.HoldsAsync("one member leads and the other streams", TimeSpan.FromSeconds(120), async () =>
        {
            var listed = await pods.ExecAsync("postgresql-0", "patronictl", "-c", "/run/patroni", "list", "--format", "json");
            if (listed.ExitCode != 0 || listed.Output.IndexOf('[') is var begin && begin < 0)
                return $"{listed}\n{await PodsInEngine.DockerAsync("logs", "--tail", "5", pods.NameOf("postgresql-0"))}";
            var members = JsonNode.Parse(listed.Output[begin..])!.AsArray();
            leader = (string?)members.FirstOrDefault(member => (string?)member!["Role"] == "Leader")?["Member"] ?? "";
            var isStreaming = members.Any(member => (string?)member!["State"] == "streaming" && (string?)member["Role"] is "Quorum Standby" or "Sync Standby");
            return leader.Length > 0 && isStreaming ? null : listed.Output;
        });
        return leader;
    }

    private Task AwaitProbeAsync(string member, string path) => Eventually.HoldsAsync($"{member} answers {path} with 200", TimeSpan.FromSeconds(30), async () =>
    {
        var asked = await pods.ExecAsync(
            member, "python3", "-c", $"import ssl, urllib.request; print(urllib.request.urlopen('https://localhost:8008{path}', context=ssl._create_unverified_context()).status)");
        return asked.ExitCode == 0 && asked.Output.Trim() == "200" ? null : asked.Output;
    });
}

using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using Sagaz.Core.Migrations.Lint;
using Sagaz.Operations.Migrations.Plan;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>One run from plan to report. It outlives its session: when the leader is lost, it goes on with the next one.</summary>
internal sealed class MigrationRun(MigrationRequest request, MigrationFolder folder, IProgressLog log)
{
    // A script that brings the server down would do so for ever.
    private const int LossesWithoutProgress = 3;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<AppliedMigration> _applied = [];
    private readonly List<MigrationJournalEntry> _known = [];
    private MigrationServers _servers = new(request.Leader, request.Replicas);
    private string _lostLeader = "";
    private MigrationScript? _inFlight;
    private MigrationPlan? _plan;
    private TimeSpan _connecting;
    private TimeSpan _planning;
    private TimeSpan _lockWait;
    private int _timeline;
    private int _leaderChanges;

    public async Task<MigrationReport> ExecuteAsync(CancellationToken ct)
    {
        var session = await MigrationSession.OpenAsync(_servers.Leader, log, ct);
        _connecting = _watch.Elapsed;
        var losses = 0;
        while (true)
        {
            var applied = _applied.Count;
            try
            {
                return await WithAsync(session, ct);
            }
            catch (Exception error) when (request.LocateAsync is not null && MigrationFailure.IsConnectionLost(error))
            {
                losses = _applied.Count > applied ? 1 : losses + 1;
                if (losses > LossesWithoutProgress)
                    throw;
                log.Warning($"{_servers.Leader.Name} was lost {(_inFlight is null ? "between scripts" : $"in {_inFlight.Name}")}: {FirstLine(error)}");
            }
            finally
            {
                await session.DisposeAsync();
            }

            session = await RelocateAsync(ct);
        }
    }

    private async Task<MigrationReport> WithAsync(MigrationSession session, CancellationToken ct)
    {
        _lockWait += await new MigrationLock(log).AcquireAsync(session.Connection, request.LockDeadline, ct);
        var (_, timeline) = await session.ReadPositionAsync(ct);
        if (_plan is null)
            await BeginAsync(session, ct);
        else
            await ReconcileAsync(session, timeline, ct);
        _timeline = timeline;
        await ApplyAsync(session, ct);
        var lsn = (await session.ReadPositionAsync(ct)).Lsn;
        var replayWait = await new ReplayWait(log).UntilReplayedAsync(_servers.Replicas, lsn, request.ReplayDeadline, ct);
        log.Information(_applied.Count == 0
            ? $"Nothing to do: all {_plan!.Steps.Count} migrations are applied."
            : $"{_applied.Count} of {_plan!.Steps.Count} migrations applied, replayed by {_servers.Replicas.Count} replicas up to {lsn}.");
        return Report(lsn, replayWait);
    }

    private async Task BeginAsync(MigrationSession session, CancellationToken ct)
    {
        if (request.Baseline is { } number)
            await new MigrationBaseline(folder, request, log).MarkAsync(session, number, ct);
        var watch = Stopwatch.StartNew();
        var journal = await MigrationJournal.ReadAsync(session.Connection, ct);
        var plan = MigrationPlan.Judge(folder.Scripts, journal).RequireRunnable();
        if (plan.ToRun.Count > 0)
            request.RequireGates(MigrationLint.Check(plan.ToRun, await TableFactsReader.ReadAsync(session.Connection, ct)).Judge());
        _planning = watch.Elapsed;
        _known.AddRange(journal);
        _plan = plan;
    }

    private async Task ReconcileAsync(MigrationSession session, int timeline, CancellationToken ct)
    {
        var journal = await MigrationJournal.ReadAsync(session.Connection, ct);
        var committed = new JournalReconciliation
        {
            Known = _known,
            InFlight = _inFlight,
            Before = (_lostLeader, _timeline),
            Now = (_servers.Leader.Name, timeline),
        }.Judge(journal);
        if (committed is not null)
            Remember(new AppliedMigration(committed.Script, committed.Duration, Attempts: 1), committed);
        MigrationPlan.Judge(folder.Scripts, journal).RequireRunnable();
        log.Information(committed is not null
            ? $"{committed.Script} was committed before the leader was lost; {_servers.Leader.Name} has it."
            : $"{_servers.Leader.Name} has all {_known.Count} rows of the journal; the run goes on there.");
    }

    private async Task ApplyAsync(MigrationSession session, CancellationToken ct)
    {
        var run = new ScriptRun(session, request, log);
        foreach (var script in _plan!.ToRun.Skip(_applied.Count))
        {
            _inFlight = script;
            log.Information($"Running {script.Name} ({_applied.Count + 1} of {_plan.ToRun.Count})");
            var (applied, row) = await run.ExecuteAsync(script, folder.StatementsOf(script), ct);
            Remember(applied, row);
        }
    }

    private void Remember(AppliedMigration applied, MigrationJournalEntry row)
    {
        _applied.Add(applied);
        _known.Add(row);
        _inFlight = null;
    }

    private async Task<MigrationSession> RelocateAsync(CancellationToken ct)
    {
        _lostLeader = _servers.Leader.Name;
        _leaderChanges++;
        return await WaitFor.UntilAsync(
            "a leader that takes migrations", request.LeaderDeadline, log, LookAsync, ct, "./build.sh Status, then ./build.sh Migrate: it goes on where the journal ends");
    }

    private async Task<Observation<MigrationSession>> LookAsync(CancellationToken ct)
    {
        try
        {
            _servers = await request.LocateAsync!(ct);
            return await MigrationSession.OpenAsync(_servers.Leader, log, ct);
        }
        catch (Exception error) when (error is SagazException or NpgsqlException)
        {
            return new NotYet(FirstLine(error));
        }
    }

    private MigrationReport Report(string lsn, TimeSpan replayWait) => new()
    {
        Plan = _plan!,
        Applied = _applied,
        Lsn = lsn,
        Timeline = _timeline,
        Connecting = _connecting,
        Planning = _planning,
        LeaderChanges = _leaderChanges,
        LockWait = _lockWait,
        ReplayWait = replayWait,
        Replicas = _servers.Replicas.Count,
    };

    private static string FirstLine(Exception error) =>
        (error as SagazException)?.Sentence ?? error.InnerException?.Message ?? error.Message;
}

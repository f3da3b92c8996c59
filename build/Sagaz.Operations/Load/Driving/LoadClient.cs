using Npgsql;
using Sagaz.Core.Load.Scripts;

namespace Sagaz.Operations.Load.Driving;

/// <summary>One client of a load: a thread with a connection that takes arrivals and runs them.</summary>
internal sealed class LoadClient : IDisposable
{
    private static readonly long Reconnect = LoadClock.Second / 10;
    private readonly LoadPlan plan;
    private readonly LoadLane lane;
    private readonly LoadSession session;
    private readonly LoadClock clock;
    private readonly WaitHandle stop;
    private readonly SeededRandom random;
    private readonly Thread thread;

    public LoadClient(LoadPlan plan, LoadLane lane, NpgsqlDataSource source, LoadClock clock, WaitHandle stop, int number)
    {
        (this.plan, this.lane, this.clock, this.stop) = (plan, lane, clock, stop);
        session = new LoadSession(plan, lane, source, number);
        random = new SeededRandom(plan.Profile.Seed, 100_000 + number);
        thread = new Thread(Run) { IsBackground = true, Name = $"load-{number}" };
    }

    public RequestLog Log { get; } = new();

    /// <summary>What ended the client, if it was not the end of the run.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Connects, so that the first request does not pay for it.</summary>
    public void Connect() => session.Open();

    public void Start() => thread.Start();

    public bool Join(TimeSpan patience) => thread.ThreadState.HasFlag(ThreadState.Unstarted) || thread.Join(patience);

    public void Dispose() => session.Dispose();

    private void Run()
    {
        try
        {
            while (!stop.WaitOne(0) && (lane.IsOpen ? TakeArrival() : TakeTurn()))
            {
            }
        }
        catch (Exception failure)
        {
            Failure = failure;
        }
    }

    private bool TakeArrival()
    {
        if (!lane.TryTake(out var due, out var step))
            return false;
        var isIdle = clock.Now < due;
        if (isIdle && !AwaitTurn(due))
            return false;
        var begin = clock.Now;
        // Whoever is due and has not begun when the run ends, was not served.
        if (begin - due > plan.SkipAfter.TotalNanoseconds || (begin > lane.End && !isIdle))
            Log.Add(new RequestSample(step, due, begin, begin, null, isIdle, IsSkipped: true), []);
        else
            Perform(step, due, begin, isIdle);
        return true;
    }

    /// <returns>False when the load ends before.</returns>
    private bool AwaitTurn(long due)
    {
        while (clock.Now < due)
        {
            // An operation may have held the end open when the arrival was drawn.
            if (due >= lane.End || !clock.WaitUntil(Math.Min(due, clock.Now + LoadClock.Second), stop))
                return false;
        }
        return true;
    }

    private bool TakeTurn()
    {
        var begin = clock.Now;
        if (begin >= lane.End)
            return false;
        Perform(lane.Draw(random), begin, begin, isIdle: false);
        return plan.Profile.ThinkTime == TimeSpan.Zero || clock.WaitUntil(clock.Now + (long)plan.Profile.ThinkTime.TotalNanoseconds, stop);
    }

    private void Perform(int step, long due, long begin, bool isIdle)
    {
        try
        {
            var roundTrips = session.Run(step, due, clock, stop);
            Log.Add(new RequestSample(step, due, begin, clock.Now, null, isIdle, IsSkipped: false), roundTrips);
        }
        catch (PostgresException refused) when (refused.SqlState is not (PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.ProtocolViolation))
        {
            Log.Add(new RequestSample(step, due, begin, clock.Now, refused.SqlState, isIdle, IsSkipped: false), []);
        }
        catch (Exception lost) when (lost is NpgsqlException or IOException or TimeoutException or FormatException or InvalidOperationException)
        {
            Log.Add(new RequestSample(step, due, begin, clock.Now, NameOf(lost), isIdle, IsSkipped: false), []);
            session.Drop();
            clock.WaitUntil(clock.Now + Reconnect, stop);
        }
    }

    private static string NameOf(Exception lost) => lost switch
    {
        PostgresException refused => refused.SqlState,
        TimeoutException or { InnerException: TimeoutException } => "timeout",
        _ => "lost",
    };
}

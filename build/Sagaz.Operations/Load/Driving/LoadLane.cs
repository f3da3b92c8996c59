using Sagaz.Core.Load;
using Sagaz.Core.Load.Scripts;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Driving;

/// <summary>The part of a load that goes through one pool: its clients share one schedule of arrivals.</summary>
internal sealed class LoadLane
{
    private readonly Lock gate = new();
    private readonly LoadPlan plan;
    private readonly LoadTimeline timeline;
    private readonly ArrivalSchedule? schedule;
    private readonly SeededRandom random;
    private readonly StepChoice choice;
    private readonly int[] steps;

    public LoadLane(LoadPlan plan, LoadTimeline timeline, LoadPool pool)
    {
        (this.plan, this.timeline) = (plan, timeline);
        Pool = pool;
        var own = plan.Profile.Of(pool);
        steps = [.. own.Select(step => plan.Profile.Steps.ToList().IndexOf(step))];
        choice = new StepChoice(own);
        random = new SeededRandom(plan.Profile.Seed, (int)pool);
        if (plan.Arrivals != LoadArrivals.Closed)
            schedule = new ArrivalSchedule(plan.Arrivals, plan.Rate * plan.Profile.ShareOf(pool), random);
    }

    public LoadPool Pool { get; }

    public PostgresEndpoint Endpoint => Pool == LoadPool.Rw ? plan.Writes : plan.Reads;

    public int Connections => Pool == LoadPool.Rw ? plan.WriteConnections : plan.ReadConnections;

    public bool MayPrepare => Pool == LoadPool.Rw ? plan.MayPrepareWrites : plan.MayPrepareReads;

    public bool IsOpen => schedule is not null;

    /// <summary>When the load ends, as far as anybody knows; nanoseconds.</summary>
    public long End => timeline.End;

    /// <summary>The next arrival; false when all of the run are taken.</summary>
    public bool TryTake(out long due, out int step)
    {
        lock (gate)
        {
            due = schedule!.Next();
            step = steps[choice.Draw(random)];
            return due < End;
        }
    }

    /// <summary>A step for a client of a closed loop.</summary>
    public int Draw(SeededRandom own) => steps[choice.Draw(own)];
}

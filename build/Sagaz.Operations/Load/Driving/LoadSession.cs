using Npgsql;
using Sagaz.Core.Load.Scripts;

namespace Sagaz.Operations.Load.Driving;

/// <summary>One client's connection with its prepared round trips; made anew when it was lost.</summary>
/// <remarks>Everything runs on the client's own thread: what waits for an answer is woken by the kernel, not by a pool of threads.</remarks>
internal sealed class LoadSession(LoadPlan plan, LoadLane lane, NpgsqlDataSource source, int client) : IDisposable
{
    private readonly ScriptScope[] scopes = [.. plan.Profile.Steps.Select((step, index) =>
        step.Script.Open(new SeededRandom(plan.Profile.Seed, 1000 + (client * 100) + index), plan.Profile.Variables, client))];

    private NpgsqlConnection? connection;
    private RoundTripCommand[]?[] commands = [];
    private RoundTripSample[] taken = new RoundTripSample[4];

    /// <summary>Opens the connection where there is none.</summary>
    /// <exception cref="NpgsqlException">The pool does not answer, or refuses.</exception>
    public void Open()
    {
        if (connection is not null)
            return;
        var opened = source.OpenConnection();
        BlockingSocket.TryUse(opened);
        connection = opened;
        commands = new RoundTripCommand[plan.Profile.Steps.Count][];
    }

    /// <summary>Runs a step's script.</summary>
    /// <param name="step">Index of the step.</param>
    /// <param name="due">When it should have begun.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="stop">Ends pauses of the script.</param>
    /// <returns>Its round trips; valid until the next call.</returns>
    public ReadOnlySpan<RoundTripSample> Run(int step, long due, LoadClock clock, WaitHandle stop)
    {
        Open();
        var (scope, script) = (scopes[step], plan.Profile.Steps[step].Script);
        var own = commands[step] ??= Make(script);
        var (index, begin) = (0, due);
        foreach (var command in script.Commands)
        {
            switch (command)
            {
                case ScriptCommand.Assign assign:
                    scope[assign.Place] = assign.Expression.Evaluate(scope);
                    break;
                case ScriptCommand.Sleep sleep:
                    clock.WaitUntil(clock.Now + (long)(sleep.Expression.Evaluate(scope).Real * sleep.Unit.TotalNanoseconds), stop);
                    begin = clock.Now;
                    break;
                default:
                    own[index].Run(scope);
                    var end = clock.Now;
                    if (index == taken.Length)
                        Array.Resize(ref taken, index * 2);
                    taken[index] = new RoundTripSample(step, index, begin, end);
                    (index, begin) = (index + 1, end);
                    break;
            }
        }
        return taken.AsSpan(0, index);
    }

    /// <summary>Gives the connection up: nobody knows what it would answer next.</summary>
    public void Drop()
    {
        connection?.Dispose();
        connection = null;
    }

    public void Dispose() => Drop();

    private RoundTripCommand[] Make(WorkloadScript script)
    {
        RoundTripCommand[] made = [.. script.RoundTrips.Select(roundTrip => new RoundTripCommand(connection!, roundTrip, plan.Commit))];
        if (lane.MayPrepare)
        {
            foreach (var command in made)
                command.Prepare();
        }
        return made;
    }
}

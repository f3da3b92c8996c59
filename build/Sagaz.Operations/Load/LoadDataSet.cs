using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Load;
using Sagaz.Core.Load.Scripts;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Load;

/// <summary>The rows that a load reads and writes: filled up before it, cleared of the load's own after it.</summary>
/// <param name="leader">The leader itself, as the schema's owner.</param>
/// <param name="log">Told what takes long.</param>
public sealed class LoadDataSet(PostgresEndpoint leader, IProgressLog log)
{
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(1);

    /// <summary>Runs a script that fills or clears.</summary>
    /// <param name="script">What to run, one statement after the other.</param>
    /// <param name="profile">Gives the script's variables.</param>
    /// <param name="cancellationToken">Ends it between two statements.</param>
    /// <exception cref="Core.Errors.OperationFailedException">The server refuses; without the schema for example.</exception>
    public Task RunAsync(WorkloadScript script, LoadProfile profile, CancellationToken cancellationToken) =>
        Task.Run(() => Run(script, profile, cancellationToken), cancellationToken);

    private void Run(WorkloadScript script, LoadProfile profile, CancellationToken cancellationToken)
    {
        try
        {
            using var source = leader.CreateDataSource(commandTimeout: TimeSpan.Zero);
            using var connection = source.OpenConnection();
            var scope = script.Open(new SeededRandom(profile.Seed), profile.Variables, 0);
            foreach (var roundTrip in script.RoundTrips)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var begin = Stopwatch.GetTimestamp();
                using var command = new RoundTripCommand(connection, roundTrip, null);
                command.Run(scope);
                if (Stopwatch.GetElapsedTime(begin) is var took && took > WorthTelling)
                    log.Information($"{script.Name}: {roundTrip.Name} took {took.TotalSeconds:0.0} s");
            }
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure($"{script.Name} on {leader.Name}", failure);
        }
    }
}

using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Load;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Server;

/// <summary>Measures what the pool adds: the same statement through it and past it, in turns, so that both meet the same machine.</summary>
public static class PoolOverheadProbe
{
    private const int Pairs = 3000;
    private const int WarmUp = 300;
    private const string Statement = "SELECT 1";

    /// <param name="direct">What the pool connects to, as the application.</param>
    /// <param name="pooled">The pool, as the application.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Errors.OperationFailedException">One of them does not answer.</exception>
    public static Task<PoolOverhead> MeasureAsync(PostgresEndpoint direct, PostgresEndpoint pooled, CancellationToken cancellationToken) =>
        Task.Run(() => Measure(direct, pooled, cancellationToken), cancellationToken);

    private static PoolOverhead Measure(PostgresEndpoint direct, PostgresEndpoint pooled, CancellationToken cancellationToken)
    {
        try
        {
            using var straightSource = direct.CreateDataSource();
            using var poolSource = pooled.CreateDataSource();
            using var straight = straightSource.OpenConnection();
            using var pool = poolSource.OpenConnection();
            using var one = new NpgsqlCommand(Statement, straight);
            using var other = new NpgsqlCommand(Statement, pool);
            var (alone, through) = (new LatencyHistogram(), new LatencyHistogram());
            for (var pair = -WarmUp; pair < Pairs; pair++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (first, second) = pair % 2 == 0 ? (Time(one), Time(other)) : Swapped(Time(other), Time(one));
                if (pair < 0)
                    continue;
                alone.Record(first);
                through.Record(second);
            }
            return new PoolOverhead(alone.Figures(), through.Figures());
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure("Measuring what the pool adds", failure);
        }
    }

    private static (long, long) Swapped(long second, long first) => (first, second);

    private static long Time(NpgsqlCommand command)
    {
        var begin = Stopwatch.GetTimestamp();
        command.ExecuteScalar();
        return (long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
    }
}

using System.Diagnostics;
using Npgsql;
using Sagaz.Core.Load;
using Sagaz.Operations.Load.Driving;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Load.Server;

/// <summary>Measures what the pool adds: the same statement through it and past it, in turns, so that both meet the same machine.</summary>
public static class PoolOverheadProbe
{
    private const int Blocks = 9;
    private const int PairsPerBlock = 500;
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
            BlockingSocket.TryUse(straight);
            BlockingSocket.TryUse(pool);
            using var one = new NpgsqlCommand(Statement, straight);
            using var other = new NpgsqlCommand(Statement, pool);
            Take(one, other, WarmUp, cancellationToken);
            var blocks = Enumerable.Range(0, Blocks).Select(_ => Take(one, other, PairsPerBlock, cancellationToken)).ToList();
            return PoolOverhead.Of(
                Sum(blocks.Select(block => block.Direct)), Sum(blocks.Select(block => block.Pooled)), [.. blocks.Select(block => (block.Direct.Figures(), block.Pooled.Figures()))]);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFacts.Failure("Measuring what the pool adds", failure);
        }
    }

    private static (LatencyHistogram Direct, LatencyHistogram Pooled) Take(NpgsqlCommand direct, NpgsqlCommand pooled, int pairs, CancellationToken cancellationToken)
    {
        var (alone, through) = (new LatencyHistogram(), new LatencyHistogram());
        for (var pair = 0; pair < pairs; pair++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // In turns, also who is first.
            var isDirectFirst = pair % 2 == 0;
            (isDirectFirst ? alone : through).Record(Time(isDirectFirst ? direct : pooled));
            (isDirectFirst ? through : alone).Record(Time(isDirectFirst ? pooled : direct));
        }
        return (alone, through);
    }

    private static LatencyFigures Sum(IEnumerable<LatencyHistogram> parts)
    {
        var all = new LatencyHistogram();
        foreach (var part in parts)
            all.Add(part);
        return all.Figures();
    }

    private static long Time(NpgsqlCommand command)
    {
        var begin = Stopwatch.GetTimestamp();
        command.ExecuteScalar();
        return (long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
    }
}

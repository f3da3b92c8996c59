using Sagaz.Core.Load.Scripts;

namespace Sagaz.Core.Load;

/// <summary>When the requests of an open loop are due: one moment after the other, whatever became of the requests before.</summary>
/// <param name="arrivals">Constant or Poisson.</param>
/// <param name="rate">Requests a second, more than 0.</param>
/// <param name="random">Draws the pauses.</param>
public sealed class ArrivalSchedule(LoadArrivals arrivals, double rate, SeededRandom random)
{
    private const double NanosecondsPerSecond = 1e9;
    private double due;
    private long count;

    /// <summary>When the next request is due.</summary>
    /// <returns>Nanoseconds since the beginning.</returns>
    public long Next()
    {
        var mean = NanosecondsPerSecond / rate;
        due = arrivals == LoadArrivals.Poisson ? due + random.Exponential(mean) : count * mean;
        count++;
        return (long)due;
    }
}

namespace Sagaz.Core.Load.Scripts;

/// <summary>A generator of random numbers whose seed decides every number: xoroshiro128**, which pgbench uses too.</summary>
/// <remarks>Source: David Blackman and Sebastiano Vigna, and src/common/pg_prng.c of PostgreSQL 15. Not safe for several threads.</remarks>
public sealed class SeededRandom
{
    private ulong first;
    private ulong second;

    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="stream">Tells generators of one seed apart, e.g. those of several clients.</param>
    public SeededRandom(long seed, int stream = 0)
    {
        var state = unchecked((ulong)seed + ((ulong)stream * 0xD1342543DE82EF95UL));
        first = Mix(ref state);
        second = Mix(ref state);
    }

    /// <summary>Evenly distributed over all 64 bits.</summary>
    public ulong Next()
    {
        var crossed = second ^ first;
        var value = unchecked(ulong.RotateLeft(first * 5, 7) * 9);
        first = ulong.RotateLeft(first, 24) ^ crossed ^ (crossed << 16);
        second = ulong.RotateLeft(crossed, 37);
        return value;
    }

    /// <summary>Evenly distributed from 0, included, to 1, excluded.</summary>
    public double NextFraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Evenly distributed between two whole numbers, both included.</summary>
    public long Between(long least, long most)
    {
        var count = unchecked((ulong)(most - least) + 1);
        return count == 0 ? unchecked((long)Next()) : unchecked(least + (long)Math.BigMul(Next(), count, out _));
    }

    /// <summary>Exponentially distributed: the pause before the next arrival of a Poisson process.</summary>
    /// <param name="mean">The mean pause, in any unit.</param>
    public double Exponential(double mean) => -Math.Log(1.0 - NextFraction()) * mean;

    /// <summary>Zipf's law: the first number is the most frequent one.</summary>
    /// <param name="least">The most frequent number.</param>
    /// <param name="most">The rarest number.</param>
    /// <param name="skew">More than 1; the larger, the more often the first numbers are drawn.</param>
    /// <remarks>Luc Devroye's rejection method, as in pgbench's <c>random_zipfian</c>.</remarks>
    public long Zipfian(long least, long most, double skew)
    {
        var count = most - least + 1;
        if (count <= 1)
            return least;
        var bound = Math.Pow(2.0, skew - 1.0);
        while (true)
        {
            var u = 1.0 - NextFraction();
            var v = NextFraction();
            var rank = Math.Floor(Math.Pow(u, -1.0 / (skew - 1.0)));
            var t = Math.Pow(1.0 + (1.0 / rank), skew - 1.0);
            if (v * rank * (t - 1.0) / (bound - 1.0) <= t / bound && rank <= count)
                return least - 1 + (long)rank;
        }
    }

    private static ulong Mix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var value = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}

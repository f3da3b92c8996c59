using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sagaz.Operations.Load.Driving;

/// <summary>Nanoseconds since a load began, on a clock that nobody sets, and waits until a moment on it.</summary>
internal sealed partial class LoadClock
{
    public const long Second = 1_000_000_000;
    private const long Millisecond = 1_000_000;

    /// <summary>The rest of a wait that the operating system's finer clock is asked for.</summary>
    private const long Fine = 2 * Millisecond;

    private long begin = Stopwatch.GetTimestamp();

    public long Now => (long)((Stopwatch.GetTimestamp() - begin) * (Second / (double)Stopwatch.Frequency));

    public double NowSeconds => Now / (double)Second;

    /// <summary>The load begins now; nobody may use the clock meanwhile.</summary>
    public void Restart() => begin = Stopwatch.GetTimestamp();

    /// <summary>Waits until a moment.</summary>
    /// <returns>False when it was told to stop before.</returns>
    public bool WaitUntil(long moment, WaitHandle stop)
    {
        while (moment - Now is > 0 and var left)
        {
            if (left > Fine || !OperatingSystem.IsLinux())
            {
                if (stop.WaitOne((int)Math.Max(1, (left - Fine) / Millisecond)))
                    return false;
            }
            else
            {
                var time = new Time(0, left);
                _ = Nanosleep(in time, IntPtr.Zero);
            }
        }
        return true;
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Nanosleep(in Time time, IntPtr rest);

    private readonly record struct Time(long Seconds, long Nanoseconds);
}

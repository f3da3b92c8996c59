using System.Diagnostics;

namespace Sagaz.Integration.Tests.Running;

/// <summary>Looks at a condition until it holds; a deadline fails the test with what was seen last.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <param name="condition">What is awaited, as the message says it.</param>
    /// <param name="deadline">When it fails.</param>
    /// <param name="look">Null once the condition holds, else what is seen instead.</param>
    public static async Task HoldsAsync(string condition, TimeSpan deadline, Func<Task<string?>> look)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        while (await look() is { } seen)
        {
            Assert.True(watch.Elapsed < deadline, $"Not within {deadline.TotalSeconds:0} s: {condition}; {seen}");
            await timer.WaitForNextTickAsync();
        }
    }
}

using System.Diagnostics;

namespace Sagaz.Operations.Tests;

/// <summary>Looks at a condition until it holds; a deadline fails the test.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "The condition did not hold within 60 s.");
            await timer.WaitForNextTickAsync();
        }
    }
}

namespace Sagaz.Operations.Ledger;

/// <summary>A client's pause that ends at once, and quietly, when the client is told to stop.</summary>
internal static class Pause
{
    public static Task ForAsync(TimeSpan time, CancellationToken stop) => Task.Delay(time, stop).ContinueWith(_ => { }, TaskScheduler.Default);
}

using System.Globalization;

namespace Sagaz.Core.Doctor;

/// <summary>"PgBouncer pool exhaustion": who waits, and who holds the servers.</summary>
internal static class PoolChecks
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ActiveLimit = TimeSpan.FromMinutes(10);

    public static IEnumerable<Finding> Judge(Symptoms seen)
    {
        yield return Finding.Of(
            "pool-silent", Condition.Critical, seen.Pools.Where(pool => pool.IsPaused is null).Select(pool => pool.Name), "./build.sh Up, then ./build.sh Logs --member");
        yield return Finding.Of(
            "pool-paused", Condition.Critical, seen.Pools.Where(pool => pool.IsPaused == true).Select(pool => pool.Name), "./build.sh Repair --check pool-paused");
        yield return Finding.Of(
            "pool-waiting", Condition.Critical,
            seen.Pools.Where(pool => pool.LongestWait > LongestWait)
                .Select(pool => string.Create(CultureInfo.InvariantCulture, $"{pool.Name}: {pool.Waiting} clients wait, the first for {pool.LongestWait.TotalSeconds:0} s")),
            "./build.sh PoolClients, then KillClient; or ./build.sh SetPool --size");
        yield return Finding.Of(
            "pool-full", Condition.Warning, seen.Pools.Where(pool => pool.Servers >= pool.Size).Select(pool => $"{pool.Name}: all {pool.Size} servers in use"),
            "./build.sh PoolClients shows who holds them; ./build.sh SetPool --size");
        if (seen.Leader is not { } leader)
        {
            yield return new Finding("transaction-idle", Condition.Unread, "nobody leads", "");
            yield return new Finding("transaction-long", Condition.Unread, "nobody leads", "");
            yield break;
        }
        yield return Finding.Of(
            "transaction-idle", Condition.Warning, leader.LongTransactions.Where(it => it.State.StartsWith("idle", StringComparison.Ordinal) && it.Age > IdleLimit).Select(Text),
            "./build.sh Repair --check transaction-idle ends them");
        yield return Finding.Of(
            "transaction-long", Condition.Warning, leader.LongTransactions.Where(it => it.State == "active" && it.Age > ActiveLimit).Select(Text),
            "./build.sh PoolClients, then KillClient, if nobody misses it");
    }

    private static string Text(LongTransaction held) =>
        string.Create(CultureInfo.InvariantCulture, $"{held.User} (process {held.Process}) {held.State} for {held.Age.TotalSeconds:0} s");
}

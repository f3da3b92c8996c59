using System.Globalization;

namespace Sagaz.Core.Doctor;

/// <summary>"PgBouncer pool exhaustion": who waits, and who holds the servers.</summary>
internal static class PoolChecks
{
    public static IEnumerable<Finding> Judge(Symptoms seen)
    {
        var limits = seen.Limits.Doctor;
        yield return Finding.Of(
            "pool-silent", Condition.Critical, seen.Pools.Where(pool => pool.IsPaused is null).Select(pool => pool.Name), "./build.sh Up, then ./build.sh Logs --member");
        yield return Finding.Of(
            "pool-paused", Condition.Critical, seen.Pools.Where(pool => pool.IsPaused == true).Select(pool => pool.Name), "./build.sh Repair --check pool-paused");
        yield return Finding.Of(
            "pool-waiting", Condition.Critical,
            seen.Pools.Where(pool => pool.LongestWait > limits.PoolWait)
                .Select(pool => string.Create(CultureInfo.InvariantCulture, $"{pool.Name}: {pool.Waiting} clients wait, the first for {pool.LongestWait.TotalMilliseconds:0} ms")),
            "./build.sh PoolClients, then KillClient; or ./build.sh SetPool --size",
            $"limit {limits.PoolWait.TotalMilliseconds:0} ms, limits.doctor.poolWaitMilliseconds");
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
            "transaction-idle", Condition.Warning, seen.IdleTransactions().Select(Text),
            "./build.sh Repair --check transaction-idle ends them",
            $"limit {limits.TransactionIdle.TotalSeconds:0} s, limits.doctor.transactionIdleSeconds");
        yield return Finding.Of(
            "transaction-long", Condition.Warning, leader.OpenTransactions.Where(open => !open.IsIdle && open.Age > limits.TransactionLong).Select(Text),
            "./build.sh PoolClients, then KillClient, if nobody misses it",
            $"limit {limits.TransactionLong.TotalSeconds:0} s, limits.doctor.transactionLongSeconds");
    }

    private static string Text(OpenTransaction open) =>
        string.Create(CultureInfo.InvariantCulture, $"{open.User} (process {open.Process}) {open.State} for {open.Age.TotalSeconds:0} s");
}

using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Integration.Tests.Clusters;

/// <summary>What tells from outside that a fault is in force.</summary>
internal sealed partial class FaultSigns
{
    private const int Hour = 3600;
    private static readonly TimeSpan ConnectsWithin = TimeSpan.FromSeconds(1);
    private readonly TestCluster cluster;
    private readonly string verb;
    private readonly string target;
    private readonly int process;
    private readonly int postmaster;
    private readonly int logged;
    private bool wasSeenStopped;

    /// <summary>Notes what is there before the break.</summary>
    public FaultSigns(TestCluster cluster, string verb, string target)
    {
        (this.cluster, this.verb, this.target) = (cluster, verb, target);
        process = cluster.ProcessId(target);
        postmaster = IsMember ? cluster.Postmaster(target) : 0;
        logged = cluster.ReadLog(target).Length;
    }

    private bool IsMember => target.StartsWith("postgres-", StringComparison.Ordinal);

    private int Index => int.Parse(target["postgres-".Length..], CultureInfo.InvariantCulture);

    /// <returns>Null once the break is seen.</returns>
    public async Task<string?> MissingAsync() => await IsSeenAsync() ? null : $"{verb} of {target} does not show";

    private async Task<bool> IsSeenAsync() => verb switch
    {
        "kill-postmaster" => cluster.Postmaster(target) != postmaster && cluster.ProcessId(target) == process,
        "kill-member" => cluster.Postmaster(target) != postmaster && cluster.ProcessId(target) != process,
        "lose-member" => cluster.Postmaster(target) == 0 && cluster.ProcessId(target) == 0,
        "kill-store" or "kill-proxy" or "kill-pool" => cluster.ProcessId(target) != process,
        "stop-proxy" or "stop-pool" => cluster.ProcessId(target) == 0,
        "freeze-postgres" => IsStopped(cluster.Postmaster(target)) && !IsStopped(cluster.Patroni(target)),
        "freeze-patroni" => IsStopped(cluster.Patroni(target)) && !IsStopped(postmaster),
        "freeze-store" => cluster.Runtime == TestCluster.Compose ? cluster.IsPaused(target) : IsStopped(process),
        "slow-store" => IsSlow(),
        "fill-disk" => HasLimit(cluster.Postmaster(target)),
        "partition-member" => !await ConnectsAsync(cluster.Port(18008 + Index)) && !await ConnectsAsync(cluster.Port(15432 + Index)),
        "drop-slot" => await cluster.AskAsync($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{target.Replace('-', '_')}' AND active") is 0L,
        "corrupt-wal" => cluster.Postmaster(target) != postmaster && FindsBadWal().IsMatch(cluster.ReadLog(target)[logged..]),
        "skew-clock" => await ClockAheadAsync() is > Hour / 2 and < Hour * 2,
        _ => throw new ArgumentException($"Nobody knows what {verb} looks like.", verb),
    };

    /// <summary>By how many seconds the member's server is ahead; 0 while it does not answer.</summary>
    public async Task<double> ClockAheadAsync()
    {
        try
        {
            var there = (DateTime)(await TestCluster.AskAsync(cluster.At(15432 + Index, Account.Superuser), "SELECT clock_timestamp()"))!;
            return (there - DateTime.UtcNow).TotalSeconds;
        }
        catch (Exception error) when (TestCluster.IsLostConnection(error))
        {
            return 0;
        }
    }

    public static bool IsStopped(int process) => process != 0 && new RunningProcess(process, []).IsStopped();

    /// <summary>Whether a process can write files of any size.</summary>
    public static bool HasLimit(int process)
    {
        try
        {
            return process != 0 && File.ReadLines($"/proc/{process}/limits").Any(line => line.StartsWith("Max file size             65536 ", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks.
            return false;
        }
    }

    /// <summary>It is seen standing still, and later seen running, by one and the same process.</summary>
    private bool IsSlow()
    {
        var isStopped = IsStopped(process);
        wasSeenStopped |= isStopped;
        return wasSeenStopped && !isStopped && cluster.ProcessId(target) == process;
    }

    [GeneratedRegex("invalid magic number|invalid checkpoint record|could not locate a valid checkpoint")]
    private static partial Regex FindsBadWal();

    private static async Task<bool> ConnectsAsync(int port)
    {
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(ConnectsWithin);
        try
        {
            await client.ConnectAsync("127.0.0.1", port, limit.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}

using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Monitoring;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Postgres;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>An archive command that fails; nothing is lost, because PostgreSQL keeps what it could not archive.</summary>
/// <remarks>The original is kept in memory; after a killed run, <c>Up</c> sets the archive command right again.</remarks>
internal sealed class FailingArchiver(PatroniClient patroni, int leader, PostgresEndpoint superuserOnLeader, IProgressLog log) : IAlertScenario
{
    private const string Broken = "/bin/false";
    private string? original;

    public string Name => "failing-archiver";

    public IReadOnlyList<ExpectedAlert> Alerts => [new("ArchivingFails")];

    public TimeSpan Detection => TimeSpan.Zero;

    public TimeSpan Recovery => TimeSpan.FromSeconds(5);

    public bool IsAlone => false;

    public async Task BreakAsync(CancellationToken cancellationToken)
    {
        var before = await LeaderStatement.RunAsync(superuserOnLeader, "SHOW archive_command", cancellationToken);
        if (before == Broken)
            throw new PreconditionException($"archive_command is {Broken} already.", remedy: "./build.sh Up");
        original = before;
        await SetAsync(Broken, cancellationToken);
    }

    public Task HealAsync(CancellationToken cancellationToken) => original is null ? Task.CompletedTask : SetAsync(original, cancellationToken);

    /// <summary>Sets it, waits until the server has it, and hands the archiver a segment, which wakes it.</summary>
    private async Task SetAsync(string command, CancellationToken cancellationToken)
    {
        var wanted = new JsonObject { ["postgresql"] = new JsonObject { ["parameters"] = new JsonObject { ["archive_command"] = command } } };
        await patroni.EnsureConfigurationAsync(leader, wanted, cancellationToken);
        await WaitFor.UntilAsync<bool>(
            $"archive_command to become {command}",
            Deadlines.PatroniRound + Deadlines.Request,
            log,
            async token => await LeaderStatement.RunAsync(superuserOnLeader, "SHOW archive_command", token) is var now && now == command
                ? true
                : new NotYet($"it is {now}"),
            cancellationToken,
            "./build.sh Up");
        await LeaderStatement.RunAsync(superuserOnLeader, "SELECT pg_create_restore_point('sagaz-verify-alerts')", cancellationToken);
        await LeaderStatement.RunAsync(superuserOnLeader, "SELECT pg_switch_wal()", cancellationToken);
    }
}

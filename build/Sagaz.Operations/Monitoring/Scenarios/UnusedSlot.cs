using System.Text.Json.Nodes;
using Sagaz.Core.Monitoring;
using Sagaz.Operations.Patroni;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>A replication slot that Patroni keeps for somebody who never comes.</summary>
/// <remarks>Made through Patroni's configuration: a slot that it does not know, it drops within a round of its loop.</remarks>
internal sealed class UnusedSlot(PatroniClient patroni, int leader) : IAlertScenario
{
    private const string Slot = "sagaz_verify_alerts";

    public string Name => "unused-slot";

    public IReadOnlyList<ExpectedAlert> Alerts => [new("SlotUnused", "slot", Slot)];

    /// <summary>The leader's Patroni makes the slot in its next round.</summary>
    public TimeSpan Detection => Deadlines.PatroniRound;

    public TimeSpan Recovery => Deadlines.PatroniRound;

    public bool IsAlone => false;

    public Task BreakAsync(CancellationToken cancellationToken) => SetAsync(new JsonObject { ["type"] = "physical" }, cancellationToken);

    public Task HealAsync(CancellationToken cancellationToken) => SetAsync(null, cancellationToken);

    private Task<bool> SetAsync(JsonObject? slot, CancellationToken cancellationToken) =>
        patroni.EnsureConfigurationAsync(leader, new JsonObject { ["slots"] = new JsonObject { [Slot] = slot } }, cancellationToken);
}

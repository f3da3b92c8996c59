using Sagaz.Core.Monitoring;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>An event that has waited in the outbox for an hour.</summary>
/// <remarks>It is locked meanwhile by nobody: a worker that runs would take it at once, and the alert would rightly not fire.</remarks>
internal sealed class UnsentEvent(PostgresEndpoint leader) : RowScenario(leader)
{
    public override string Name => "unsent-event";

    public override IReadOnlyList<ExpectedAlert> Alerts => [new("OutboxEventOld")];

    protected override string Insert =>
        "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, created_at) "
        + $"VALUES (gen_random_uuid(), '{Mark}', '{Mark}', '{{}}', now() - interval '1 hour')";

    protected override string Delete => $"DELETE FROM saga_outbox WHERE saga_id = '{Mark}'";
}

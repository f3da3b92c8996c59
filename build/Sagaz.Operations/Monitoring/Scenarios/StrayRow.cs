using Sagaz.Core.Monitoring;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Monitoring.Scenarios;

/// <summary>A saga from a time that no partition is for.</summary>
internal sealed class StrayRow(PostgresEndpoint leader) : RowScenario(leader)
{
    public override string Name => "stray-row";

    public override IReadOnlyList<ExpectedAlert> Alerts => [new("DefaultPartitionHasRows", "table_name", "saga_executions")];

    protected override string Insert =>
        $"INSERT INTO saga_executions (saga_id, saga_name, status, created_at) VALUES ('{Mark}', '{Mark}', 'SUCCESS', '2999-01-01Z')";

    protected override string Delete => $"DELETE FROM saga_executions WHERE saga_id = '{Mark}'";
}

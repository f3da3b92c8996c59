namespace Sagaz.Core.Schema;

/// <summary>The queries whose pruning is a gate. The outbox worker's updates by event_id alone prune nothing and are not among them.</summary>
public static class HotQueries
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HotQuery> All { get; } =
    [
        new(
            "outbox-window",
            "saga_outbox",
            "SELECT event_id, status FROM public.saga_outbox WHERE created_at >= $1 AND created_at < $2 ORDER BY created_at",
            TimeWindow.DayOf),
        new(
            "outbox-backlog",
            "saga_outbox",
            "SELECT count(*) FROM public.saga_outbox WHERE status = 'pending' AND created_at >= $1 AND created_at < $2",
            TimeWindow.DayOf),
        new(
            "executions-month",
            "saga_executions",
            "SELECT status, count(*) FROM public.saga_executions WHERE created_at >= $1 AND created_at < $2 GROUP BY status",
            TimeWindow.MonthOf),
        new(
            "execution-update",
            "saga_executions",
            "UPDATE public.saga_executions SET updated_at = created_at "
                + "WHERE execution_id = '00000000-0000-0000-0000-000000000000' AND created_at = $1",
            TimeWindow.At),
        new(
            "audit-month",
            "saga_audit_log",
            "SELECT saga_id, action FROM public.saga_audit_log WHERE created_at >= $1 AND created_at < $2 ORDER BY created_at",
            TimeWindow.MonthOf),
    ];
}

namespace Sagaz.Core.Topology;

/// <summary>Reads <c>limits.doctor</c>.</summary>
internal static class DoctorLimitSection
{
    private const int Day = 86_400;
    private const int Week = 604_800;

    public static DoctorLimits Read(TopologySection doctor)
    {
        var read = new DoctorLimits
        {
            ClockSkew = TimeSpan.FromMilliseconds(doctor.Int("clockSkewMilliseconds", 1, 3_600_000)),
            LeaderChanges = doctor.Int("leaderChanges", 1, 1000),
            LeaderChangesWithin = doctor.Seconds("leaderChangesWithinSeconds", 1, Week),
            PoolWait = TimeSpan.FromMilliseconds(doctor.Int("poolWaitMilliseconds", 1, 3_600_000)),
            TransactionIdle = doctor.Seconds("transactionIdleSeconds", 1, Day),
            TransactionLong = doctor.Seconds("transactionLongSeconds", 1, Week),
            TransactionPrepared = doctor.Seconds("transactionPreparedSeconds", 1, Week),
            // At 2 thousand million PostgreSQL stops.
            TransactionIdAge = doctor.Long("transactionIdAge", 1, 2_000_000_000),
            DeadRows = doctor.Long("deadRows", 0, 1L << 50),
            DeadRowsPercent = doctor.Int("deadRowsPercent", 0, 100),
            WalRetainedBytes = doctor.Long("walRetainedBytes", 0, 1L << 50),
            PartitionRunway = TimeSpan.FromHours(doctor.Int("partitionRunwayHours", 1, 8760)),
            PartitionMaintenance = TimeSpan.FromHours(doctor.Int("partitionMaintenanceHours", 1, 8760)),
            // Up renews what ends within 30 days: an earlier complaint would have no remedy.
            CertificateNotice = TimeSpan.FromDays(doctor.Int("certificateNoticeDays", 1, 30)),
        };
        doctor.RefuseUnknown();
        return read;
    }
}

using Sagaz.Operations.Tests.Postgres;

namespace Sagaz.Operations.Tests.Partitions;

/// <summary>Maintenance at moments where clocks, calendars and time zones trip.</summary>
[Collection(ScratchServerGroup.Name)]
public sealed class ClockTests(ScratchServer server)
{
    private const int Seed = 20280229;

    // Every range of a table, ordered, must begin where the one before ended, at midnight UTC.
    private const string Broken =
        """
        SELECT partition_name FROM (
          SELECT partition_name, range_from, range_to, lag(range_to) OVER (PARTITION BY table_name ORDER BY range_from) AS before,
            CASE table_name WHEN 'saga_outbox' THEN 'day' ELSE 'month' END AS length
          FROM get_partition_statistics() WHERE NOT is_default AND range_from > '2026-12-31 00:00Z' AND range_to < '2028-04-01 00:00Z') AS p
        WHERE range_from <> coalesce(before, range_from)
          OR date_trunc(length, range_from, 'UTC') <> range_from
          OR (range_from AT TIME ZONE 'UTC' + ('1 ' || length)::interval) AT TIME ZONE 'UTC' <> range_to
        """;

    [RequiresToolTheory("initdb")]
    [InlineData("America/Sao_Paulo", "2027-02-28 23:59:59.999999Z", "y2027m02d28")]
    [InlineData("America/Sao_Paulo", "2027-03-01 02:59:59Z", "y2027m03d01")]
    [InlineData("Asia/Kathmandu", "2028-02-29 18:15:00Z", "y2028m02d29")]
    [InlineData("Asia/Kathmandu", "2028-12-31 23:59:59.999999Z", "y2028m12d31")]
    [InlineData("Pacific/Apia", "2028-01-01 00:00:00Z", "y2028m01d01")]
    [InlineData("Pacific/Apia", "2027-12-31 11:00:00Z", "y2027m12d31")]
    [InlineData("America/New_York", "2027-03-14 06:59:59.999999Z", "y2027m03d14")]
    [InlineData("America/New_York", "2027-11-07 05:30:00Z", "y2027m11d07")]
    [InlineData("Europe/Berlin", "2027-10-31 00:59:59Z", "y2027m10d31")]
    public async Task The_moment_has_its_utc_partition_whatever_the_session_thinks(string timeZone, string moment, string suffix)
    {
        await using var session = await OpenAsync($"SET timezone = '{timeZone}'; UPDATE partition_policies SET premake = 2, retention = NULL");
        await session.ExecuteAsync("SELECT * FROM maintain_all_partitions_at($1::text::timestamptz)", moment);
        await session.ExecuteAsync(
            "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, created_at) VALUES (gen_random_uuid(), 's', 'e', '{}', $1::text::timestamptz)", moment);
        Assert.Equal($"saga_outbox_{suffix}", await session.ReadAsync<string>("SELECT tableoid::regclass::text FROM saga_outbox"));
        Assert.Empty(await session.RowsAsync<string>("SELECT action FROM maintain_all_partitions_at($1::text::timestamptz) WHERE action <> 'ANALYZE'", moment));
    }

    [RequiresToolFact("initdb")]
    public async Task A_clock_that_walks_over_months_leaves_no_gap_and_no_overlap()
    {
        await using var session = await OpenAsync("UPDATE partition_policies SET premake = 8, retention = NULL");
        var clock = new DateTime(2026, 12, 31, 23, 59, 59, DateTimeKind.Utc);
        var random = new Random(Seed);
        while (clock.Year < 2028 || clock.Month < 4)
        {
            var zone = new[] { "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia" }[random.Next(3)];
            await session.ExecuteAsync($"SET timezone = '{zone}'");
            var errors = await session.RowsAsync<string>("SELECT details FROM maintain_all_partitions_at($1) WHERE action IN ('ERROR', 'SKIP')", clock);
            Assert.Empty(errors);
            clock = clock.AddHours(random.Next(12, 168));
        }
        Assert.Empty(await session.RowsAsync<string>(Broken));
    }

    [RequiresToolFact("initdb")]
    public async Task Every_timestamp_has_exactly_one_partition_and_none_is_left_in_the_default()
    {
        await using var session = await OpenAsync("UPDATE partition_policies SET retention = NULL; SET timezone = 'Pacific/Apia'");
        var random = new Random(Seed);
        var first = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        // Microseconds, which are PostgreSQL's; every third lies on a midnight or just before one.
        var moments = Enumerable.Range(0, 300)
            .Select(n => n % 3 == 0 ? first.AddDays(random.Next(90)).AddMicroseconds(-random.Next(2)) : first.AddMicroseconds(random.NextInt64(90L * 86_400_000_000)))
            .Append(DateTime.SpecifyKind(new DateTime(1970, 1, 1), DateTimeKind.Utc))
            .ToArray();
        await session.ExecuteAsync(
            "INSERT INTO saga_outbox (event_id, saga_id, event_type, payload, created_at) SELECT gen_random_uuid(), 's', 'e', '{}', moment FROM unnest($1::timestamptz[]) AS moment",
            moments);
        Assert.Empty(await session.RowsAsync<string>("SELECT details FROM maintain_all_partitions_at('2026-12-15Z') WHERE action IN ('ERROR', 'SKIP')"));

        Assert.Equal(0, await session.ReadAsync<long>("SELECT count(*) FROM ONLY saga_outbox_default"));
        Assert.Equal(moments.Length, await session.ReadAsync<long>("SELECT count(*) FROM saga_outbox"));
        Assert.Equal(0, await session.ReadAsync<long>(
            """
            SELECT count(*) FROM saga_outbox AS event
            WHERE (SELECT count(*) FROM get_partition_statistics() AS s WHERE s.table_name = 'saga_outbox' AND s.range_from <= event.created_at AND s.range_to > event.created_at) <> 1
              OR event.tableoid::regclass::text <> 'saga_outbox_' || to_char(event.created_at AT TIME ZONE 'UTC', '"y"YYYY"m"MM"d"DD')
            """));
    }

    private async Task<TestSession> OpenAsync(string settings)
    {
        var session = await TestSession.OpenAsync(server.Owner(await server.CreateDatabaseAsync()));
        await session.ExecuteAsync(settings);
        return session;
    }
}

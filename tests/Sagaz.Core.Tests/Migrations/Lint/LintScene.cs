using Sagaz.Core.Migrations;
using Sagaz.Core.Migrations.Lint;

namespace Sagaz.Core.Tests.Migrations.Lint;

/// <summary>A database with a plain table and a partitioned one in use, and an empty one; scripts that would run there.</summary>
internal static class LintScene
{
    public static readonly DatabaseFacts Facts = new(
    [
        new TableFacts
        {
            Name = "orders",
            HasRows = true,
            EstimatedRows = 1_200_000,
            TotalBytes = 812 << 20,
            Columns = new Dictionary<string, string>
            {
                ["id"] = "integer",
                ["code"] = "character varying(20)",
                ["price"] = "numeric(10,2)",
                ["proved"] = "text",
                ["note"] = "text",
            },
            NeverNull = ["id", "proved"],
            Indexes = ["orders_pkey", "orders_note_there"],
        },
        new TableFacts
        {
            Name = "events",
            HasRows = true,
            IsPartitioned = true,
            Partitions = 9,
            PartitionedBy = ["created_at"],
            DefaultPartition = "events_default",
            Indexes = ["events_pkey"],
        },
        new TableFacts { Name = "events_default", PartitionOf = "events" },
        new TableFacts { Name = "empty" },
    ]);

    public static MigrationScript Script(string body, string transaction = "yes", string header = "") => MigrationScript.Parse(
        "007_do_it.sql", $"-- run: once\n-- transaction: {transaction}\n-- lock-timeout: 3s\n{header}\n{body}\n");

    public static LintReport Check(string body, string transaction = "yes", string header = "") =>
        MigrationLint.Check([Script(body, transaction, header)], Facts);
}

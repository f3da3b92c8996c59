using Sagaz.Core.Migrations.Lint;

namespace Sagaz.Core.Tests.Migrations.Lint;

public sealed class LintRuleTests
{
    public static TheoryData<string, string, string> Bad => new()
    {
        { "create-index-concurrently", "yes", "CREATE INDEX orders_note ON orders (note);" },
        { "create-index-concurrently", "yes", "create unique index if not exists orders_note on public.orders (note);" },
        { "create-index-concurrently", "yes", "CREATE INDEX ON events (kind);" },
        { "concurrently-on-plain-table", "no", "CREATE INDEX CONCURRENTLY IF NOT EXISTS events_kind ON events (kind);" },
        { "concurrently-on-plain-table", "no", "DROP INDEX CONCURRENTLY IF EXISTS events_pkey;" },
        { "concurrently-outside-transaction", "yes", "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders (note);" },
        { "concurrently-outside-transaction", "yes", "ALTER TABLE events DETACH PARTITION events_y2025m01 CONCURRENTLY;" },
        { "bears-restart", "no", "CREATE INDEX CONCURRENTLY orders_note ON orders (note);" },
        { "bears-restart", "no", "DROP INDEX CONCURRENTLY orders_note_there;" },
        { "bears-restart", "no", "INSERT INTO orders (id) VALUES (1);" },
        { "bears-restart", "no", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;" },
        { "constraint-not-valid", "yes", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0);" },
        { "constraint-not-valid", "yes", "ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES empty (id);" },
        { "constraint-not-valid", "yes", "ALTER TABLE orders ADD COLUMN parent integer REFERENCES orders (id);" },
        { "validate-in-later-script", "yes", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT positive;" },
        { "unique-using-index", "yes", "ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE (code);" },
        { "unique-using-index", "yes", "ALTER TABLE orders ADD COLUMN token text UNIQUE;" },
        { "set-not-null-after-check", "yes", "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;" },
        { "set-not-null-after-check", "yes", "ALTER TABLE orders ADD COLUMN kind text NOT NULL;" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ALTER code SET DATA TYPE varchar(10);" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ALTER COLUMN note TYPE text USING upper(note);" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ADD COLUMN number bigserial;" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ADD COLUMN twice integer GENERATED ALWAYS AS (id * 2) STORED;" },
        { "no-table-rewrite", "no", "VACUUM FULL orders;" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ADD COLUMN a integer, SET UNLOGGED;" },
        { "drop-column-needs-contract-note", "yes", "ALTER TABLE orders DROP COLUMN note;" },
        { "drop-column-needs-contract-note", "yes", "DROP TABLE IF EXISTS empty;" },
        { "no-rename", "yes", "ALTER TABLE orders RENAME COLUMN note TO remark;" },
        { "no-rename", "yes", "ALTER TABLE orders RENAME TO purchases;" },
        { "lock-timeout-missing", "yes", "SET LOCAL lock_timeout = 0;" },
        { "lock-timeout-missing", "yes", "SET lock_timeout TO '0ms';" },
        { "lock-timeout-missing", "yes", "RESET ALL;" },
        { "partition-key-in-primary-key", "yes", "CREATE TABLE fresh (id uuid PRIMARY KEY, created_at timestamptz) PARTITION BY RANGE (created_at);" },
        { "partition-key-in-primary-key", "yes", "ALTER TABLE events ADD CONSTRAINT events_key UNIQUE (id);" },
    };

    public static TheoryData<string, string, string> Good => new()
    {
        { "create-index-concurrently", "no", "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders (note);" },
        { "create-index-concurrently", "yes", "CREATE INDEX empty_note ON empty (note);" },
        { "create-index-concurrently", "yes", "CREATE TABLE fresh (id integer);\nCREATE INDEX fresh_id ON fresh (id);" },
        { "create-index-concurrently", "yes", "CREATE INDEX IF NOT EXISTS orders_note_there ON orders (note);" },
        { "create-index-concurrently", "yes", "CREATE INDEX events_kind ON ONLY events (kind);" },
        { "concurrently-on-plain-table", "no", "CREATE INDEX CONCURRENTLY IF NOT EXISTS part_kind ON events_default (kind);" },
        { "concurrently-outside-transaction", "no", "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders (note);" },
        { "bears-restart", "no", "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders (note);\nDROP INDEX CONCURRENTLY IF EXISTS orders_note_there;" },
        { "bears-restart", "no", "INSERT INTO orders (id) VALUES (1) ON CONFLICT DO NOTHING;" },
        { "bears-restart", "yes", "INSERT INTO orders (id) VALUES (1);" },
        { "constraint-not-valid", "yes", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;" },
        { "constraint-not-valid", "yes", "ALTER TABLE empty ADD FOREIGN KEY (id) REFERENCES orders (id);" },
        { "validate-in-later-script", "yes", "ALTER TABLE orders VALIDATE CONSTRAINT positive;" },
        { "unique-using-index", "yes", "ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE USING INDEX orders_code;" },
        { "set-not-null-after-check", "yes", "ALTER TABLE orders ALTER COLUMN proved SET NOT NULL;" },
        { "set-not-null-after-check", "yes", "ALTER TABLE orders ADD COLUMN kind text NOT NULL DEFAULT 'none';" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ALTER COLUMN code TYPE varchar(40), ALTER COLUMN price TYPE numeric(12, 2);" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ALTER COLUMN code TYPE text;" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ADD COLUMN seen timestamptz(3) NOT NULL DEFAULT now();" },
        { "no-table-rewrite", "yes", "ALTER TABLE orders ADD COLUMN label varchar(20) DEFAULT 'a(b)' CHECK (length(label) > 0);" },
        { "no-table-rewrite", "yes", "ALTER TABLE empty ALTER COLUMN id TYPE bigint;" },
        { "drop-column-needs-contract-note", "yes", "ALTER TABLE fresh DROP COLUMN note;" },
        { "no-rename", "yes", "CREATE TABLE fresh (a integer);\nALTER TABLE fresh RENAME COLUMN a TO b;" },
        { "no-rename", "yes", "ALTER TABLE orders RENAME CONSTRAINT positive TO above_zero;" },
        { "lock-timeout-missing", "yes", "SET LOCAL lock_timeout = '10s';" },
        { "partition-key-in-primary-key", "yes", "CREATE TABLE fresh (id uuid, created_at timestamptz, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);" },
        { "partition-key-in-primary-key", "yes", "ALTER TABLE events ADD CONSTRAINT events_key UNIQUE (id, created_at);" },
        { "partition-key-in-primary-key", "yes", "CREATE TABLE fresh (id uuid PRIMARY KEY);" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_script_is_refused_with_a_reason_and_a_better_way(string rule, string transaction, string body)
    {
        var finding = Assert.Single(LintScene.Check(body, transaction).Findings, finding => finding.Rule == rule);
        Assert.NotEmpty(finding.Reason);
        Assert.NotEmpty(finding.BetterWay);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_script_passes(string rule, string transaction, string body) =>
        Assert.DoesNotContain(LintScene.Check(body, transaction).Findings, finding => finding.Rule == rule);

    [Fact]
    public void A_column_goes_with_a_contract_note() =>
        Assert.Empty(LintScene.Check("ALTER TABLE orders DROP COLUMN note;", header: "-- contract: release 1.4 reads remark").Findings);

    [Fact]
    public void Every_rule_has_a_good_and_a_bad_script()
    {
        var rules = MigrationLint.Rules.Select(rule => rule.Id).Order();
        Assert.Equal(rules, Bad.Select(row => (string)row[0]).Distinct().Order());
        Assert.Equal(rules, Good.Select(row => (string)row[0]).Distinct().Order());
    }
}

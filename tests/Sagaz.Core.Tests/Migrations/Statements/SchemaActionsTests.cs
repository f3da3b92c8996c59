using Sagaz.Core.Migrations;
using Sagaz.Core.Migrations.Locks;
using Sagaz.Core.Migrations.Statements;
using Sagaz.Core.Tests.Migrations.Lint;

namespace Sagaz.Core.Tests.Migrations.Statements;

public sealed class SchemaActionsTests
{
    [Theory]
    [InlineData("CREATE INDEX i ON orders (note)", "orders SHARE, writers wait while every row is read")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON orders (note)", "orders SHARE UPDATE EXCLUSIVE, readers and writers go on while every row is read")]
    [InlineData("CREATE INDEX i ON ONLY events (note)", "events SHARE, writers wait, briefly")]
    [InlineData("DROP INDEX orders_pkey", "orders ACCESS EXCLUSIVE, readers and writers wait, briefly")]
    [InlineData("DROP INDEX CONCURRENTLY orders_pkey", "orders SHARE UPDATE EXCLUSIVE, nobody waits")]
    [InlineData("REINDEX INDEX orders_pkey", "orders SHARE, writers wait while every row is read")]
    [InlineData("REINDEX TABLE CONCURRENTLY orders", "orders SHARE UPDATE EXCLUSIVE, readers and writers go on while every row is read")]
    [InlineData("ALTER TABLE orders ADD COLUMN a integer", "orders ACCESS EXCLUSIVE, readers and writers wait, briefly")]
    [InlineData("ALTER TABLE orders ALTER COLUMN id TYPE bigint", "orders ACCESS EXCLUSIVE, readers and writers wait while every row is written anew")]
    [InlineData("ALTER TABLE orders ALTER COLUMN code TYPE varchar(30)", "orders ACCESS EXCLUSIVE, readers and writers wait, briefly")]
    [InlineData("ALTER TABLE orders ALTER COLUMN note SET NOT NULL", "orders ACCESS EXCLUSIVE, readers and writers wait while every row is read")]
    [InlineData("ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500", "orders SHARE UPDATE EXCLUSIVE, nobody waits")]
    [InlineData("ALTER TABLE orders SET (fillfactor = 80)", "orders SHARE UPDATE EXCLUSIVE, nobody waits")]
    [InlineData("ALTER TABLE orders VALIDATE CONSTRAINT c", "orders SHARE UPDATE EXCLUSIVE, readers and writers go on while every row is read")]
    [InlineData("ALTER TABLE empty ADD FOREIGN KEY (a) REFERENCES orders (id) NOT VALID", "empty SHARE ROW EXCLUSIVE, writers wait, briefly; orders SHARE ROW EXCLUSIVE, writers wait, briefly")]
    [InlineData("CREATE TABLE fresh (id integer REFERENCES orders)", "orders SHARE ROW EXCLUSIVE, writers wait, briefly")]
    [InlineData("CREATE TABLE events_a PARTITION OF events FOR VALUES IN (1)", "events ACCESS EXCLUSIVE, readers and writers wait, briefly; events_default ACCESS EXCLUSIVE, readers and writers wait while every row is read")]
    [InlineData("ALTER TABLE events DETACH PARTITION events_default CONCURRENTLY", "events SHARE UPDATE EXCLUSIVE, nobody waits; events_default ACCESS EXCLUSIVE, readers and writers wait, briefly")]
    [InlineData("DROP TABLE events_default", "events_default ACCESS EXCLUSIVE, readers and writers wait, briefly; events ACCESS EXCLUSIVE, readers and writers wait, briefly")]
    [InlineData("TRUNCATE orders, empty", "orders ACCESS EXCLUSIVE, readers and writers wait, briefly; empty ACCESS EXCLUSIVE, readers and writers wait, briefly")]
    [InlineData("LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE NOWAIT", "orders SHARE ROW EXCLUSIVE, writers wait, briefly")]
    [InlineData("UPDATE ONLY orders SET note = ''", "orders ROW EXCLUSIVE, readers and writers go on while it works on its rows")]
    [InlineData("VACUUM (FULL, VERBOSE) orders", "orders ACCESS EXCLUSIVE, readers and writers wait while every row is written anew")]
    [InlineData("CREATE OR REPLACE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()", "orders SHARE ROW EXCLUSIVE, writers wait, briefly")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DROP TABLE orders'", "")]
    [InlineData("GRANT SELECT ON orders TO someone", "")]
    public void Names_the_lock_and_who_waits(string statement, string expected)
    {
        var locks = SchemaActions.Of(new SqlStatement("f", statement, 1)).SelectMany(action => TableLocks.Of(action, LintScene.Facts));
        Assert.Equal(expected, string.Join("; ", locks.Select(held => $"{held.Table} {held.ModeName}, {held.Effect}")));
    }

    [Fact]
    public void Each_action_of_an_alter_has_its_own_line()
    {
        var actions = SchemaActions.Of(new SqlStatement("f", "ALTER TABLE orders\n  ADD COLUMN a numeric(10, 2),\n  DROP COLUMN b", 5));
        Assert.Equal([6, 7], actions.Select(action => action.Line));
    }

    [Theory]
    [InlineData("DO $$ BEGIN END $$")]
    [InlineData("SELECT maintain_all_partitions()")]
    [InlineData("CALL tidy()")]
    public void Code_that_is_not_read_is_said_to_run(string statement) =>
        Assert.IsType<RunCode>(Assert.Single(SchemaActions.Of(new SqlStatement("f", statement, 1))));

    [Fact]
    public void A_name_keeps_its_schema_unless_it_is_public()
    {
        var names = SchemaActions.Of(new SqlStatement("f", "DROP TABLE public.a, other.b, \"public\".\"C d\"", 1)).Select(action => action.Table);
        Assert.Equal(["a", "other.b", "C d"], names);
    }
}

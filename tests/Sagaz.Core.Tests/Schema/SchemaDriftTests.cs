using Sagaz.Core.Gates;
using Sagaz.Core.Schema;

namespace Sagaz.Core.Tests.Schema;

public sealed class SchemaDriftTests
{
    private static readonly SchemaObject[] Parent =
    [
        new(SchemaObjectKind.Table, "saga_outbox", "saga_outbox", "partitioned by RANGE (created_at)"),
        new(SchemaObjectKind.Column, "saga_outbox", "event_id", "uuid NOT NULL"),
        new(SchemaObjectKind.Index, "saga_outbox", "idx_outbox_saga_id", " USING btree (saga_id)"),
        new(SchemaObjectKind.Grant, "saga_outbox", "SELECT to sagaz_app", ""),
    ];

    private static readonly SchemaObject[] Partition =
    [
        .. Parent.Where(one => one.Kind is SchemaObjectKind.Column or SchemaObjectKind.Index).Select(one => one with { Relation = "saga_outbox_y" }),
    ];

    [Fact]
    public void Partitions_of_other_dates_are_no_drift() => Assert.Empty(SchemaDrift.Compare(Live(Partition), new SchemaDescription(Parent, new Dictionary<string, string>())));

    [Fact]
    public void A_partition_like_its_parent_needs_none_of_its_rights_but_may_have_them()
    {
        Assert.Empty(SchemaDrift.ComparePartitions(Live(Partition)));
        Assert.Empty(SchemaDrift.ComparePartitions(Live([.. Partition, new(SchemaObjectKind.Grant, "saga_outbox_y", "SELECT to sagaz_app", "")])));
    }

    [Fact]
    public void A_right_that_the_parent_does_not_give_is_named() => Assert.Equal(
        ["grant DELETE to sagaz_app on saga_outbox_y is unexpected"],
        Said(SchemaDrift.ComparePartitions(Live([.. Partition, new(SchemaObjectKind.Grant, "saga_outbox_y", "DELETE to sagaz_app", "")]))));

    [Fact]
    public void An_index_that_a_partition_lacks_is_named() => Assert.Equal(
        ["index idx_outbox_saga_id on saga_outbox_y is missing"],
        Said(SchemaDrift.ComparePartitions(Live([.. Partition.Where(one => one.Kind != SchemaObjectKind.Index)]))));

    [Fact]
    public void Missing_unexpected_and_different_objects_are_named_in_the_order_of_their_kinds()
    {
        SchemaDescription Of(params SchemaObject[] objects) => new(objects, new Dictionary<string, string>());
        var differences = SchemaDrift.Compare(
            Of(new SchemaObject(SchemaObjectKind.Function, "", "f()", "RETURNS 2"), new SchemaObject(SchemaObjectKind.Column, "sagas", "extra", "integer")),
            Of(new SchemaObject(SchemaObjectKind.Function, "", "f()", "RETURNS 1"), new SchemaObject(SchemaObjectKind.Index, "sagas", "i", "")));
        Assert.Equal(
            ["column sagas.extra is unexpected", "index i on sagas is missing", "function f() differs: 'RETURNS 2' instead of 'RETURNS 1'"],
            Said(differences));
    }

    [Fact]
    public void A_long_definition_is_shown_around_its_first_difference()
    {
        var start = new string('a', 500);
        var difference = new SchemaDifference(
            new SchemaObject(SchemaObjectKind.Function, "", "f()", $"{start}one{start}"), new SchemaObject(SchemaObjectKind.Function, "", "f()", $"{start}two{start}"));
        Assert.Matches("^function f\\(\\) differs: '…a+twoa+…' instead of '…a+onea+…'$", difference.ToString());
        Assert.True(difference.ToString().Length < 250);
    }

    [Fact]
    public void A_gate_names_twenty_differences_and_counts_all()
    {
        var differences = Enumerable.Range(0, 23)
            .Select(n => new SchemaDifference(null, new SchemaObject(SchemaObjectKind.Index, "sagas", $"i{n}", ""))).ToList();
        var gate = DriftGates.Judge("leader", differences);
        Assert.Equal((Verdict.Fail, 23d), (gate.Verdict, gate.Measured.Number));
        Assert.EndsWith("index i19 on sagas is unexpected; and 3 more", gate.Detail, StringComparison.Ordinal);
    }

    private static SchemaDescription Live(SchemaObject[] partition) =>
        new([.. Parent, .. partition], new Dictionary<string, string> { ["saga_outbox_y"] = "saga_outbox" });

    private static IEnumerable<string> Said(IEnumerable<SchemaDifference> differences) => differences.Select(difference => difference.ToString());
}

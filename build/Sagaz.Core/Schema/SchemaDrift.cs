namespace Sagaz.Core.Schema;

/// <summary>Compares databases object by object.</summary>
public static class SchemaDrift
{
    private static readonly HashSet<SchemaObjectKind> SharedWithPartitions =
    [
        SchemaObjectKind.Column, SchemaObjectKind.Constraint, SchemaObjectKind.Index, SchemaObjectKind.Trigger, SchemaObjectKind.Rule,
        SchemaObjectKind.Persistence, SchemaObjectKind.Owner,
    ];

    /// <summary>What the live database has otherwise than one that was migrated from nothing; partitions apart.</summary>
    public static IReadOnlyList<SchemaDifference> Compare(SchemaDescription live, SchemaDescription expected) =>
        Compare(live.Lasting, expected.Lasting);

    /// <summary>What each partition has otherwise than its parent.</summary>
    /// <remarks>Nobody needs rights on a partition, so those of the parent need not be there; others must not.</remarks>
    public static IReadOnlyList<SchemaDifference> ComparePartitions(SchemaDescription live)
    {
        var byRelation = live.Objects.ToLookup(one => one.Relation);
        var differences = new List<SchemaDifference>();
        foreach (var (partition, parent) in live.Parents.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var wanted = byRelation[parent].Select(one => one with { Relation = partition }).ToList();
            differences.AddRange(Compare(
                byRelation[partition].Where(one => SharedWithPartitions.Contains(one.Kind)),
                wanted.Where(one => SharedWithPartitions.Contains(one.Kind))));
            differences.AddRange(byRelation[partition]
                .Where(one => one.Kind == SchemaObjectKind.Grant && !wanted.Contains(one))
                .Select(excess => new SchemaDifference(null, excess)));
        }

        return differences;
    }

    private static List<SchemaDifference> Compare(IEnumerable<SchemaObject> live, IEnumerable<SchemaObject> expected)
    {
        var left = expected.ToDictionary(KeyOf);
        var right = live.ToDictionary(KeyOf);
        return
        [
            .. left.Keys.Union(right.Keys)
                .Order()
                .Select(key => new SchemaDifference(left.GetValueOrDefault(key), right.GetValueOrDefault(key)))
                .Where(difference => difference.Expected != difference.Live),
        ];
    }

    private static (SchemaObjectKind Kind, string Relation, string Name) KeyOf(SchemaObject one) => (one.Kind, one.Relation, one.Name);
}

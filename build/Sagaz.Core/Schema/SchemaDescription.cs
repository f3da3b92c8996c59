namespace Sagaz.Core.Schema;

/// <summary>All objects of a database that migrations and provisioning are answerable for.</summary>
/// <param name="Objects">Partitions' objects among them.</param>
/// <param name="Parents">The parent of each partition, by the partition's name.</param>
public sealed record SchemaDescription(IReadOnlyList<SchemaObject> Objects, IReadOnlyDictionary<string, string> Parents)
{
    /// <summary>What does not belong to a partition: partitions come and go with the date and are compared with their parents.</summary>
    public IEnumerable<SchemaObject> Lasting => Objects.Where(one => !Parents.ContainsKey(one.Relation));
}

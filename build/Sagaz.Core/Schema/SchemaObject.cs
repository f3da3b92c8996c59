namespace Sagaz.Core.Schema;

/// <summary>One object of a database, described so that two databases can be compared.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Relation">The table that it belongs to; empty when it stands for itself.</param>
/// <param name="Name">Its name; on a partition, the name of the parent's object that it came from.</param>
/// <param name="Definition">Everything about it that matters, in the server's words; may be empty.</param>
public sealed record SchemaObject(SchemaObjectKind Kind, string Relation, string Name, string Definition)
{
    /// <summary>What people call it: <c>column saga_outbox.worker_id</c>, <c>index idx_sagas_name on sagas</c>.</summary>
    public string Title => Kind switch
    {
        SchemaObjectKind.Column => $"column {Relation}.{Name}",
        SchemaObjectKind.Owner or SchemaObjectKind.Persistence => $"{Word} of {Relation}",
        _ => Relation.Length == 0 || Relation == Name ? $"{Word} {Name}" : $"{Word} {Name} on {Relation}",
    };

    private string Word => Kind.ToString().ToLowerInvariant();
}

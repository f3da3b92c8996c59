namespace Sagaz.Operations.Partitions;

/// <summary>An index with the part of it that holds nothing.</summary>
/// <param name="Name">Schema and name, quoted where needed.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Bloat">Part of the size that a rebuild would give back, 0 to 1; estimated or measured.</param>
public sealed record BloatedIndex(string Name, long Bytes, double Bloat)
{
    /// <summary>Its size after the rebuild, bytes; null when it was left as it is.</summary>
    public long? BytesAfter { get; init; }

    /// <summary>Why it was left as it is; null when it was rebuilt.</summary>
    public string? Postponed { get; init; }
}

using System.Text.Json;

namespace Sagaz.Core.Schema;

/// <summary>Reads the answer of EXPLAIN (FORMAT JSON).</summary>
public static class QueryPlan
{
    /// <summary>Relations that the plan scans, each once. What is pruned when the execution starts is not in the plan any more.</summary>
    /// <exception cref="JsonException">The text is not a plan.</exception>
    public static IReadOnlyList<string> ScannedRelations(string json)
    {
        using var document = JsonDocument.Parse(json);
        var scanned = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var statement in document.RootElement.EnumerateArray())
            Collect(statement.GetProperty("Plan"), scanned);
        return [.. scanned];
    }

    private static void Collect(JsonElement node, SortedSet<string> scanned)
    {
        // The target of an UPDATE is named by its ModifyTable node too, whether or not it is scanned.
        if (node.GetProperty("Node Type").GetString()!.EndsWith("Scan", StringComparison.Ordinal)
            && node.TryGetProperty("Relation Name", out var relation))
        {
            scanned.Add(relation.GetString()!);
        }

        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
                Collect(child, scanned);
        }
    }
}

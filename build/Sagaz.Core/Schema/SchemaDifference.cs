namespace Sagaz.Core.Schema;

/// <summary>One object that is not as it should be.</summary>
/// <param name="Expected">As the migrations make it; null when they do not.</param>
/// <param name="Live">As it is; null when it is not there.</param>
public sealed record SchemaDifference(SchemaObject? Expected, SchemaObject? Live)
{
    private const int Shown = 80;

    /// <inheritdoc />
    public override string ToString()
    {
        if (Live is null)
            return $"{Expected!.Title} is missing";
        if (Expected is null)
            return $"{Live.Title} is unexpected";
        var start = Enumerable.Range(0, Math.Min(Expected.Definition.Length, Live.Definition.Length))
            .TakeWhile(at => Expected.Definition[at] == Live.Definition[at])
            .Count();
        return $"{Live.Title} differs: '{Excerpt(Live.Definition, start)}' instead of '{Excerpt(Expected.Definition, start)}'";
    }

    // A whole function would bury the list; the words around the first difference say what it is about.
    private static string Excerpt(string definition, int start)
    {
        var from = definition.Length <= Shown ? 0 : Math.Max(0, start - (Shown / 3));
        var length = Math.Min(Shown, definition.Length - from);
        var text = definition.Substring(from, length).ReplaceLineEndings(" ");
        return (from > 0 ? "…" : "") + text + (from + length < definition.Length ? "…" : "");
    }
}

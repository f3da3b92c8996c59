using System.Text.Encodings.Web;

namespace Sagaz.Operations.Secrets;

/// <summary>Knows every secret of this run and replaces it by <c>***</c> in what people read.</summary>
/// <remarks>
/// It also knows each secret as it looks in a URL and in JSON, and each line of one that has several. Safe to use
/// from several threads.
/// </remarks>
public sealed class SecretMask
{
    /// <summary>Shorter secrets are not masked: they would tear holes into ordinary words.</summary>
    public const int ShortestSecret = 4;

    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private volatile SecretPatterns patterns = SecretPatterns.None;

    internal SecretPatterns Patterns => patterns;

    /// <summary>Masks these from now on.</summary>
    /// <param name="secrets">Null and texts below <see cref="ShortestSecret"/> characters are left out.</param>
    public void Add(params IEnumerable<string?> secrets)
    {
        var forms = secrets.OfType<string>().SelectMany(Forms).ToArray();
        lock (gate)
        {
            var before = known.Count;
            known.UnionWith(forms);
            if (known.Count > before)
                patterns = new SecretPatterns(known);
        }
    }

    /// <summary>The text with every known secret replaced.</summary>
    public string Apply(string text) => patterns.Replace(text) ?? text;

    private static IEnumerable<string> Forms(string secret)
    {
        var lines = secret.Split('\n', StringSplitOptions.TrimEntries);
        return lines.Append(secret).SelectMany(text => new[]
            {
                text,
                Uri.EscapeDataString(text),
                Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal),
                JavaScriptEncoder.Default.Encode(text),
                JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text),
            })
            .Where(form => form.Length >= ShortestSecret && !form.Contains('\n', StringComparison.Ordinal));
    }
}

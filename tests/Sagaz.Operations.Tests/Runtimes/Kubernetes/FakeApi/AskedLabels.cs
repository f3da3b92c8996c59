using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>The labels that a request asks for: <c>app=postgresql,sagaz.io/role=primary</c>, or <c>app in (postgresql,pgbouncer)</c>.</summary>
internal sealed record AskedLabels(IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Wanted)
{
    public static AskedLabels Of(IQueryCollection query) => new([.. Parts((string?)query["labelSelector"] ?? "").Select(Parse)]);

    public bool Take(JsonObject item)
    {
        var labels = new ManifestObject(item).Labels;
        return Wanted.All(wanted => labels.TryGetValue(wanted.Key, out var value) && (wanted.Value.Count == 0 || wanted.Value.Contains(value)));
    }

    /// <summary>A comma within parentheses does not part.</summary>
    private static IEnumerable<string> Parts(string selector)
    {
        var (begin, isWithin) = (0, false);
        for (var at = 0; at <= selector.Length; at++)
        {
            if (at < selector.Length && selector[at] is '(' or ')')
                isWithin = selector[at] == '(';
            if (at < selector.Length && (selector[at] != ',' || isWithin))
                continue;
            if (at > begin)
                yield return selector[begin..at].Trim();
            begin = at + 1;
        }
    }

    private static KeyValuePair<string, IReadOnlyList<string>> Parse(string part)
    {
        if (part.IndexOf(" in (", StringComparison.Ordinal) is var list and > 0)
            return new(part[..list], [.. part[(list + " in (".Length)..].TrimEnd(')').Split(',', StringSplitOptions.TrimEntries)]);
        var sign = part.IndexOf('=', StringComparison.Ordinal);
        return sign < 0 ? new(part, []) : new(part[..sign], [part[(sign + 1)..].TrimStart('=')]);
    }
}

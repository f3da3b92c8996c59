namespace Sagaz.Core.Kubernetes;

/// <summary>The name of a container image, taken apart.</summary>
/// <param name="Name">Registry and repository, without tag and digest: <c>registry.example.org/sagaz/postgres</c>.</param>
/// <param name="Tag">Null where there is none.</param>
/// <param name="Digest">e.g. <c>sha256:…</c>; null where there is none.</param>
public sealed record ImageReference(string Name, string? Tag, string? Digest)
{
    /// <summary>Whether it names the same bytes for ever.</summary>
    public bool IsPinned => Digest is { Length: 71 } && Digest.StartsWith("sha256:", StringComparison.Ordinal);

    /// <summary>Whether it says which release is meant at all.</summary>
    public bool IsDefinite => IsPinned || (Tag is { Length: > 0 } && Tag != "latest");

    /// <summary>Takes a name apart.</summary>
    public static ImageReference Parse(string text)
    {
        var (name, digest) = text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, null);
        // A colon before the last slash belongs to a registry's port.
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? new(name[..colon], name[(colon + 1)..], digest) : new(name, null, digest);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Name}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";
}

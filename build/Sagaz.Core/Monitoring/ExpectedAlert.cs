namespace Sagaz.Core.Monitoring;

/// <summary>An alert that something broken on purpose must raise.</summary>
/// <param name="Name">Its name in the rules.</param>
/// <param name="Labels">Labels that it must carry, beside any others.</param>
public sealed record ExpectedAlert(string Name, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>An alert of the whole cluster.</summary>
    public ExpectedAlert(string name) : this(name, new Dictionary<string, string>())
    {
    }

    /// <summary>An alert about one thing.</summary>
    public ExpectedAlert(string name, string label, string value) : this(name, new Dictionary<string, string> { [label] = value })
    {
    }

    /// <summary>Whether an alert with these labels is the expected one.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        labels.GetValueOrDefault("alertname") == Name && Labels.All(wanted => labels.GetValueOrDefault(wanted.Key) == wanted.Value);

    /// <inheritdoc />
    public override string ToString() =>
        Labels.Count == 0 ? Name : $"{Name}{{{string.Join(", ", Labels.Select(label => $"{label.Key}={label.Value}"))}}}";
}

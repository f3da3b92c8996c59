namespace Sagaz.Core.CommandLine;

/// <summary>Where a value came from.</summary>
/// <param name="Origin">As people know it, e.g. <c>command line</c> or <c>.nuke/parameters.json</c>.</param>
public sealed record ValueSource(string Origin)
{
    /// <summary>The arguments of this run.</summary>
    public static ValueSource CommandLine { get; } = new("command line");

    /// <summary>An environment variable.</summary>
    public static ValueSource Environment(string variable) => new($"environment variable {variable}");

    /// <summary>A file of defaults.</summary>
    public static ValueSource ParametersFile(string path) => new(path);

    /// <inheritdoc />
    public override string ToString() => Origin;
}

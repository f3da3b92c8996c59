namespace Sagaz.Operations.Packages;

/// <summary>A program that a runtime needs.</summary>
/// <param name="Name">Name for people, e.g. <c>PgBouncer</c>.</param>
/// <param name="Program">File name of the executable.</param>
/// <param name="VersionArguments">Arguments that make it print its version and exit.</param>
/// <param name="Minimum">Oldest version that works.</param>
/// <param name="Packages">Debian packages that bring it.</param>
public sealed record Tool(string Name, string Program, IReadOnlyList<string> VersionArguments, Version Minimum, IReadOnlyList<string> Packages)
{
    /// <summary>What Debian's package of the tool needs beside it without saying so: a file or folder; null for nothing.</summary>
    public string? DebianCompanion { get; init; }

    /// <summary>The service that Debian's package would start at boot, in the way of ours; null for none.</summary>
    public string? PackagedService { get; init; }
}

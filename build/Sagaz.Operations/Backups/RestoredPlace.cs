using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Backups;

/// <summary>Where a restored server lies and what runs it.</summary>
public sealed record RestoredPlace
{
    /// <summary>Folder of all its files.</summary>
    public required string Home { get; init; }

    /// <summary>Its data.</summary>
    public string Folder => Path.Combine(Home, "data");

    /// <summary>Its settings, in place of the cluster's.</summary>
    public string ConfigurationFile => Path.Combine(Home, "restored.conf");

    /// <summary>Who may log in.</summary>
    public string AccessFile => Path.Combine(Home, "restored.hba");

    /// <summary>What it says.</summary>
    public string LogFile => Path.Combine(Home, "restored.log");

    /// <summary>Folder of PostgreSQL's programs.</summary>
    public required string Programs { get; init; }

    /// <summary>Makes the command that runs this line as the servers' user.</summary>
    public required Func<IReadOnlyList<string>, Command> Runs { get; init; }
}

using Sagaz.Core.Errors;

namespace Sagaz.Operations.Migrations;

/// <summary>The files of sql/provision, by the database in which they run.</summary>
public sealed record ProvisioningScripts
{
    /// <summary>Run in <c>postgres</c>, first of all: what is the same for the whole cluster.</summary>
    public required IReadOnlyList<string> Cluster { get; init; }

    /// <summary>Run in <c>postgres</c> and in the application's database.</summary>
    public required IReadOnlyList<string> EveryDatabase { get; init; }

    /// <summary>Run in the application's database.</summary>
    public required IReadOnlyList<string> Database { get; init; }

    /// <summary>One query whose text changes when anything changes that the files take care of.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Reads the folder.</summary>
    /// <exception cref="PreconditionException">The folder is not as it must be.</exception>
    public static ProvisioningScripts Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new PreconditionException($"Folder {folder} with the provisioning scripts does not exist.");
        return new ProvisioningScripts
        {
            Cluster = ReadAll(folder, "cluster"),
            EveryDatabase = ReadAll(folder, "every-database"),
            Database = ReadAll(folder, "database"),
            Fingerprint = File.ReadAllText(Path.Combine(folder, "fingerprint.sql")),
        };
    }

    private static List<string> ReadAll(string folder, string name) =>
        [.. Directory.GetFiles(Path.Combine(folder, name), "*.sql").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
}

namespace Sagaz.Operations.Tests.Architecture;

/// <summary>The floors of the design: imports run downward only.</summary>
internal static class Floors
{
    private const string Root = "Sagaz.";
    private const string Runtimes = "Sagaz.Operations.Runtimes.";

    private static readonly Dictionary<string, int> ByFolder = new()
    {
        ["Migrator"] = 6,

        ["Operations.Pipeline"] = 5,

        ["Operations.Runtimes"] = 4,
        ["Operations.Migrations"] = 4,
        ["Operations.Replication"] = 4,
        ["Operations.Partitions"] = 4,
        ["Operations.Schema"] = 4,
        ["Operations.Monitoring"] = 4,
        ["Operations.Faults"] = 4,
        ["Operations.Ledger"] = 4,
        ["Operations.Failover"] = 4,
        ["Operations.Doctor"] = 4,
        ["Operations.Load"] = 4,
        ["Operations.Backups"] = 4,
        ["Operations.Checklist"] = 4,
        ["Operations.Reporting"] = 4,

        ["Operations.Images"] = 3,
        ["Operations.Processes"] = 3,
        ["Operations.Packages"] = 3,
        ["Operations.Certificates"] = 3,
        ["Operations.Secrets"] = 3,
        ["Operations.Postgres"] = 3,
        ["Operations.Patroni"] = 3,
        ["Operations.PgBouncer"] = 3,
        ["Operations.Waiting"] = 3,

        ["Core.Gates"] = 2,
        ["Core.Ledger"] = 2,
        ["Core.Failover"] = 2,
        ["Core.Doctor"] = 2,
        ["Core.Rotation"] = 2,
        ["Core.Backups"] = 2,
        ["Core.Replication"] = 2,
        ["Core.Migrations"] = 2,
        ["Core.Partitions"] = 2,
        ["Core.Schema"] = 2,
        ["Core.Monitoring"] = 2,
        ["Core.Load"] = 2,
        ["Core.Kubernetes"] = 2,
        ["Core.Reporting"] = 2,
        ["Core.Status"] = 2,
        ["Core.CommandLine"] = 2,

        ["Core.Topology"] = 1,
        ["Core.Errors"] = 1,
    };

    /// <summary>Whether a namespace is ours at all.</summary>
    public static bool IsOurs(string? name) => name is not null && name.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>The folder that a namespace belongs to, e.g. <c>Operations.Runtimes</c>.</summary>
    public static string FolderOf(string name) => string.Join('.', name.Split('.').Skip(1).Take(2));

    /// <summary>What is wrong with code of one namespace using code of another; null when nothing is.</summary>
    public static string? Objection(string from, string to)
    {
        if (!IsOurs(from) || !IsOurs(to))
            return null;
        if (!ByFolder.TryGetValue(FolderOf(from), out var upper) || !ByFolder.TryGetValue(FolderOf(to), out var lower))
            return $"{from} or {to} stands on no floor of the design.";
        if (lower > upper)
            return $"{from} (floor {upper}) uses {to} (floor {lower}).";
        return RuntimeOf(from) is { } one && RuntimeOf(to) is { } other && one != other
            ? $"The runtime {one} uses the runtime {other}."
            : null;
    }

    private static string? RuntimeOf(string name) => name.StartsWith(Runtimes, StringComparison.Ordinal) ? name[Runtimes.Length..].Split('.')[0] : null;
}

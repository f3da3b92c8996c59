using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;

namespace Sagaz.Operations.Migrations;

/// <summary>The scripts on disk, with their verify twins.</summary>
internal sealed record MigrationFolder(IReadOnlyList<MigrationScript> Scripts, IReadOnlyDictionary<string, string> Twins)
{
    /// <exception cref="PreconditionException">A folder or a twin is missing, or a script is not as it must be.</exception>
    public static MigrationFolder Read(MigrationRequest request)
    {
        if (!Directory.Exists(request.Folder))
            throw new PreconditionException($"Folder {request.Folder} with the migration scripts does not exist.");
        var scripts = Directory.GetFiles(request.Folder, "*.sql")
            .Order(StringComparer.Ordinal)
            .Select(path => MigrationScript.Parse(Path.GetFileName(path), File.ReadAllText(path)))
            .ToList();
        foreach (var script in scripts)
            RequireNoTransactionControl(script);
        var twins = Path.GetFullPath(request.VerifyFolder ?? Path.Combine(request.Folder, "..", "verify"));
        return new MigrationFolder(scripts, scripts
            .Where(script => script.Header.Verify is not null)
            .ToDictionary(script => script.Name, script => ReadTwin(script, twins)));
    }

    /// <summary>The script's own statements, then those of its twin.</summary>
    public IReadOnlyList<SqlStatement> StatementsOf(MigrationScript script) =>
    [
        .. SqlStatementSplitter.Split(script.Name, script.Text),
        .. Twins.TryGetValue(script.Name, out var twin)
            ? SqlStatementSplitter.Split($"verify/{script.Header.Verify}", twin)
            : [],
    ];

    private static void RequireNoTransactionControl(MigrationScript script)
    {
        if (TransactionControl.FindIn(SqlStatementSplitter.Split(script.Name, script.Text)) is { } found)
        {
            throw new PreconditionException(
                $"Migration script {script.Name}, line {found.Line}: '{found.Text.Split('\n')[0]}' would end or open a transaction.",
                remedy: "leave it out and say '-- transaction: yes' or '-- transaction: no' in the header");
        }
    }

    private static string ReadTwin(MigrationScript script, string folder)
    {
        var path = Path.Combine(folder, script.Header.Verify!);
        return File.Exists(path)
            ? File.ReadAllText(path).ReplaceLineEndings("\n")
            : throw new PreconditionException(
                $"Migration script {script.Name} names {script.Header.Verify} to verify it, and {path} does not exist.");
    }
}

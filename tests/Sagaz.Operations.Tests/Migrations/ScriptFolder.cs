using Sagaz.Core.Migrations;

namespace Sagaz.Operations.Tests.Migrations;

/// <summary>A temporary sql folder with migrations and verify twins.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sagaz-sql-");

    public ScriptFolder()
    {
        Directory.CreateDirectory(Migrations);
        Directory.CreateDirectory(Path.Combine(_root.FullName, "verify"));
    }

    public string Migrations => Path.Combine(_root.FullName, "migrations");

    /// <summary>Writes a script; its first statement stands in line 5.</summary>
    public MigrationScript Add(
        string name, string body, string run = "once", string transaction = "yes", string? verify = null, string header = "", string lockTimeout = "300ms")
    {
        var twin = verify is null ? "" : $"  -- verify: {name}";
        var text = $"-- run: {run}\n-- transaction: {transaction}\n-- lock-timeout: {lockTimeout}{twin}\n{header}\n{body}\n";
        File.WriteAllText(Path.Combine(Migrations, name), text);
        if (verify is not null)
            File.WriteAllText(Path.Combine(_root.FullName, "verify", name), verify);
        return MigrationScript.Parse(name, text);
    }

    public void Dispose() => _root.Delete(recursive: true);
}

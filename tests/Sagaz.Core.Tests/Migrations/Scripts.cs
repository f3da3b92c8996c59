using Sagaz.Core.Migrations;

namespace Sagaz.Core.Tests.Migrations;

internal static class Scripts
{
    public static readonly DateTimeOffset AppliedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static MigrationScript Script(string name, string run = "once", string body = "SELECT 1;") =>
        MigrationScript.Parse(name, $"-- run: {run}\n-- transaction: yes\n-- lock-timeout: 3s\n\n{body}\n");

    public static MigrationJournalEntry Applied(MigrationScript script) =>
        new() { Script = script.Name, Hash = script.Hash, AppliedAt = AppliedAt };
}

namespace Sagaz.Operations.Migrations;

/// <summary>One script that was applied.</summary>
/// <param name="Script">File name.</param>
/// <param name="Duration">Of the attempt that succeeded, verification included.</param>
/// <param name="Attempts">1, or more where a lock was not to be had at first.</param>
public sealed record AppliedMigration(string Script, TimeSpan Duration, int Attempts);

namespace Sagaz.Core.Migrations;

/// <summary>The contract that a script states in the comment lines at its top.</summary>
public sealed record MigrationHeader
{
    /// <summary>When it runs. Required in the file.</summary>
    public required RunPolicy Run { get; init; }

    /// <summary>Whether all statements and the journal row share one transaction. Required in the file.</summary>
    /// <remarks>No is for CREATE INDEX CONCURRENTLY and its like; such a script must bear being started again.</remarks>
    public required bool InTransaction { get; init; }

    /// <summary>How long one statement may wait for a table's lock before it is given up and tried again.</summary>
    /// <value>More than zero. Required in the file, e.g. <c>3s</c> or <c>500ms</c>.</value>
    public required TimeSpan LockTimeout { get; init; }

    /// <summary>File in sql/verify that raises an error when the change is not there; null when there is none.</summary>
    public string? Verify { get; init; }

    /// <summary>Why nothing uses any more what the script takes away, e.g. <c>release 1.4 reads note_text instead</c>; empty when not said.</summary>
    /// <remarks>From <c>-- contract:</c>, the second half of expand and contract.</remarks>
    public string Contract { get; init; } = "";

    /// <summary>Lint rules that do not hold for this script, each with the reason.</summary>
    /// <remarks>From <c>-- waive: rule: reason</c>, a line each.</remarks>
    public IReadOnlyDictionary<string, string> Waivers { get; init; } = new Dictionary<string, string>();
}

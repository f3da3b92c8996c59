namespace Sagaz.Core.Migrations;

/// <summary>When a script runs, from its header <c>-- run:</c>.</summary>
public enum RunPolicy
{
    /// <summary>Exactly once; a change after that is refused.</summary>
    Once,

    /// <summary>Whenever its hash differs from the journal's latest.</summary>
    OnChange,

    /// <summary>In every run.</summary>
    Always,
}

namespace Sagaz.Core.Migrations;

/// <summary>What the plan says about one script.</summary>
public enum MigrationDecision
{
    /// <summary>It will run.</summary>
    Run,

    /// <summary>It is applied and unchanged.</summary>
    Skip,

    /// <summary>It must not run, and nothing else may while this stands.</summary>
    Refuse,
}

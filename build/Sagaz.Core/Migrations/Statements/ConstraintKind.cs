namespace Sagaz.Core.Migrations.Statements;

/// <summary>What a constraint requires.</summary>
public enum ConstraintKind
{
    /// <summary>A condition on each row.</summary>
    Check,

    /// <summary>A row in another table.</summary>
    ForeignKey,

    /// <summary>The key of the table.</summary>
    PrimaryKey,

    /// <summary>No two rows alike.</summary>
    Unique,

    /// <summary>No two rows in conflict.</summary>
    Exclude,

    /// <summary>A value in the column.</summary>
    NotNull,
}

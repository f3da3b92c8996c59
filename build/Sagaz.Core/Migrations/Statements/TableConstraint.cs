namespace Sagaz.Core.Migrations.Statements;

/// <summary>A constraint as a statement writes it.</summary>
public sealed record TableConstraint
{
    /// <summary>What it requires.</summary>
    public required ConstraintKind Kind { get; init; }

    /// <summary>Its columns, where it lists them by name.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The table that a foreign key points to; empty for others.</summary>
    public string References { get; init; } = "";

    /// <summary>Whether present rows are left unchecked.</summary>
    public bool IsNotValid { get; init; }

    /// <summary>Whether it takes over an index that is there already.</summary>
    public bool UsesIndex { get; init; }
}

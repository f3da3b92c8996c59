namespace Sagaz.Core.Schema;

/// <summary>What a schema is made of, in the order in which differences are listed.</summary>
public enum SchemaObjectKind
{
    /// <summary>A schema, with its owner.</summary>
    Schema,

    /// <summary>An installed extension; its own objects are not described.</summary>
    Extension,

    /// <summary>An enumeration, domain or composite type.</summary>
    Type,

    /// <summary>A table: how it is partitioned and stored, and its columns' order.</summary>
    Table,

    /// <summary>A view, by its query.</summary>
    View,

    /// <summary>A sequence: its type, its bounds and the column that owns it.</summary>
    Sequence,

    /// <summary>A column: its type, default and nullability.</summary>
    Column,

    /// <summary>A constraint of a table or a domain.</summary>
    Constraint,

    /// <summary>An index.</summary>
    Index,

    /// <summary>A trigger of a table.</summary>
    Trigger,

    /// <summary>A rule or a row security policy of a table.</summary>
    Rule,

    /// <summary>Whether a table survives a crash, and whether it filters rows by role.</summary>
    Persistence,

    /// <summary>A function or procedure, by its whole definition.</summary>
    Function,

    /// <summary>Who owns a table or a function.</summary>
    Owner,

    /// <summary>One right of one role.</summary>
    Grant,

    /// <summary>A row that migrations put into partition_policies. Its values are the user's to change.</summary>
    Policy,
}

namespace Sagaz.Core.Migrations.Statements;

/// <summary>What a part of a statement is to the grammar.</summary>
internal enum SqlPartKind
{
    Word,
    QuotedName,
    Text,
    Number,
    Symbol,
}

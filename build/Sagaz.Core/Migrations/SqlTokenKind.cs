namespace Sagaz.Core.Migrations;

/// <summary>What a piece of SQL text is, as far as finding a statement's end needs to know.</summary>
internal enum SqlTokenKind
{
    Space,
    Comment,
    Word,
    Quoted,
    Symbol,
}

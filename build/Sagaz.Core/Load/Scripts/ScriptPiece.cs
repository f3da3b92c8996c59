namespace Sagaz.Core.Load.Scripts;

/// <summary>A command, a name or a statement of a script's text.</summary>
/// <param name="Line">Line where it begins, the first one is 1.</param>
/// <param name="Text">Its text, trimmed; a statement's without the semicolon.</param>
/// <param name="IsCommand">Whether it begins with a backslash.</param>
/// <param name="Captured">Columns that <c>\gset</c> takes; null without it.</param>
internal sealed record ScriptPiece(int Line, string Text, bool IsCommand, IReadOnlyList<string>? Captured = null);

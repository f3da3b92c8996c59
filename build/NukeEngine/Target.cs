namespace Nuke.Common;

/// <summary>Defines one target; declared as <c>Target Up => _ => _.Executes(...)</c>.</summary>
/// <param name="definition">What the declaration is written onto.</param>
public delegate ITargetDefinition Target(ITargetDefinition definition);

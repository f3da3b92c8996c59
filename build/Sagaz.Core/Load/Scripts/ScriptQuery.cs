namespace Sagaz.Core.Load.Scripts;

/// <summary>One statement with its variables as parameters, as <c>pgbench -M extended</c> sends it.</summary>
/// <param name="Text">SQL with $1, $2 and so on.</param>
/// <param name="Places">Place of the variable of each parameter.</param>
public sealed record ScriptQuery(string Text, IReadOnlyList<int> Places);

namespace Sagaz.Core.Load.Scripts;

/// <summary>One thing that a script does.</summary>
public abstract record ScriptCommand
{
    /// <summary><c>\set name expression</c>.</summary>
    /// <param name="Place">Place of the variable.</param>
    /// <param name="Expression">Its new value.</param>
    public sealed record Assign(int Place, ScriptExpression Expression) : ScriptCommand;

    /// <summary><c>\sleep number us|ms|s</c>: the client pauses.</summary>
    /// <param name="Expression">How many units.</param>
    /// <param name="Unit">One unit.</param>
    public sealed record Sleep(ScriptExpression Expression, TimeSpan Unit) : ScriptCommand;

    /// <summary>One round trip: a statement, or all statements of a pipeline.</summary>
    /// <param name="Name">What people call it: the comment <c>-- name: …</c> before it, or its number.</param>
    /// <param name="Queries">The statements; those of a pipeline are one transaction.</param>
    /// <param name="Captures">Places of the variables that take the columns of the answer's one row (<c>\gset</c>), by column name; null for none.</param>
    public sealed record RoundTrip(string Name, IReadOnlyList<ScriptQuery> Queries, IReadOnlyDictionary<string, int>? Captures) : ScriptCommand;
}

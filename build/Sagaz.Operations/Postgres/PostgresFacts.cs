using Npgsql;

namespace Sagaz.Operations.Postgres;

/// <summary>What a server said beside its message, as lines for an error's facts.</summary>
public static class PostgresFacts
{
    /// <summary>SQLSTATE, and detail, hint and context where the server gave them.</summary>
    public static IEnumerable<string> Of(PostgresException exception)
    {
        yield return $"SQLSTATE: {exception.SqlState}";
        if (!string.IsNullOrEmpty(exception.Detail))
            yield return $"detail: {exception.Detail}";
        if (!string.IsNullOrEmpty(exception.Hint))
            yield return $"hint: {exception.Hint}";
        if (!string.IsNullOrEmpty(exception.Where))
            yield return $"context: {exception.Where}";
    }
}

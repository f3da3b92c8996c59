using Npgsql;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Postgres;

/// <summary>What a server said beside its message, as lines for an error's facts.</summary>
public static class PostgresFacts
{
    /// <summary>The error of an action that a server refused or that never reached it.</summary>
    /// <param name="action">What was tried, e.g. <c>Reading the catalog of postgres-0</c>.</param>
    /// <param name="exception">What the driver threw.</param>
    public static OperationFailedException Failure(string action, NpgsqlException exception)
    {
        var answer = exception as PostgresException;
        var message = answer?.MessageText ?? exception.InnerException?.Message ?? exception.Message;
        return new OperationFailedException(
            $"{action} failed: {message.TrimEnd('.')}.", answer is null ? [] : Of(answer), innerException: exception);
    }

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

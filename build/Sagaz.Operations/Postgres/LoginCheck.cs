using Npgsql;

namespace Sagaz.Operations.Postgres;

/// <summary>Whether a password is taken.</summary>
internal static class LoginCheck
{
    /// <param name="place">Where, as whom, with which password.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when the password is refused; a login that fails for another reason has had its password taken.</returns>
    /// <exception cref="NpgsqlException">Nobody answers.</exception>
    public static async Task<bool> TakesAsync(PostgresEndpoint place, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = place.CreateDataSource();
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return true;
        }
        catch (PostgresException refusal)
        {
            // PgBouncer says protocol_violation, or nothing of its own, for a wrong password; the text is all there is.
            return refusal.SqlState != PostgresErrorCodes.InvalidPassword
                && !refusal.MessageText.Contains("authentication failed", StringComparison.Ordinal);
        }
    }
}

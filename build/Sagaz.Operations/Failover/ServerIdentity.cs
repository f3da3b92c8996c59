using Npgsql;
using Sagaz.Operations.Postgres;

namespace Sagaz.Operations.Failover;

/// <summary>Which member a server is that answered through a proxy, by the moment it was started.</summary>
/// <param name="members">The members, reached directly.</param>
/// <remarks>
/// Addresses and ports seen from inside differ by runtime, and a cluster's members share every setting. No two
/// postmasters are started in the same microsecond, and each knows its moment as long as it lives.
/// </remarks>
internal sealed class ServerIdentity(IReadOnlyList<PostgresEndpoint> members)
{
    /// <summary>What a server is asked.</summary>
    public const string Question = "SELECT pg_postmaster_start_time()";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Dictionary<DateTime, string> known = [];

    /// <summary>Name of the member whose server was started at a moment; empty when no member owns up to it.</summary>
    /// <param name="startedAt">The answer to <see cref="Question"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> NameAsync(DateTime startedAt, CancellationToken cancellationToken)
    {
        if (!known.ContainsKey(startedAt))
        {
            foreach (var (name, moment) in await Task.WhenAll(members.Select(member => AskAsync(member, cancellationToken))))
            {
                if (moment is { } started)
                    known[started] = name;
            }
        }
        return known.GetValueOrDefault(startedAt, "");
    }

    private static async Task<(string Name, DateTime? StartedAt)> AskAsync(PostgresEndpoint member, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = member.CreateDataSource(Patience, Patience, isPatient: false);
            await using var question = source.CreateCommand(Question);
            return (member.Name, (DateTime?)await question.ExecuteScalarAsync(cancellationToken));
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            // It is down or hangs, so it is not the one that answered.
            return (member.Name, null);
        }
    }
}

using System.Globalization;

namespace Sagaz.Operations.PgBouncer;

/// <summary>One client of a pool.</summary>
/// <param name="Id">What <c>KillClient --client</c> takes: PgBouncer's id, or its address in memory where the release has none; behind the pooler's name and a slash where the pool has several.</param>
/// <param name="User">Role that logged in.</param>
/// <param name="Application">What it calls itself; empty where the release does not say.</param>
/// <param name="State"><c>active</c>, <c>idle</c> or <c>waiting</c>.</param>
/// <param name="Address">Where it connects from.</param>
/// <param name="ConnectedAt">When it connected, as PgBouncer writes it.</param>
/// <param name="Wait">How long it has waited for a server.</param>
/// <param name="ServerProcess">Process of the server session that it holds; null while it holds none.</param>
public sealed record PoolClient(
    string Id, string User, string Application, string State, string Address, string ConnectedAt, TimeSpan Wait, int? ServerProcess)
{
    /// <summary>The titles of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Header { get; } = ["ID", "USER", "APPLICATION", "STATE", "FROM", "SINCE", "WAITS (S)", "SERVER PROCESS"];

    /// <summary>The client as cells of a table.</summary>
    public IReadOnlyList<string> Cells =>
    [
        Id, User, Application, State, Address, ConnectedAt,
        Wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
        ServerProcess?.ToString(CultureInfo.InvariantCulture) ?? "-",
    ];

    internal static PoolClient Of(IReadOnlyDictionary<string, string> row, IReadOnlyList<IReadOnlyDictionary<string, string>> servers)
    {
        var held = servers.FirstOrDefault(server => row["link"].Length > 0 && server["ptr"] == row["link"]);
        return new PoolClient(
            row.GetValueOrDefault("id") ?? row["ptr"],
            row["user"],
            row.GetValueOrDefault("application_name") ?? "",
            row["state"],
            $"{row["addr"]}:{row["port"]}",
            row["connect_time"],
            row["state"] == "waiting" ? TimeSpan.FromSeconds(int.Parse(row["wait"], CultureInfo.InvariantCulture)) : TimeSpan.Zero,
            held is null ? null : int.Parse(held["remote_pid"], CultureInfo.InvariantCulture));
    }
}

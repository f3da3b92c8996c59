using System.Globalization;
using System.Text.Json;
using Sagaz.Core.Topology;

namespace Sagaz.Core.Status;

/// <summary>What <c>Status</c> shows: members, pools and the rest, as they are now.</summary>
public sealed record ClusterStatus
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Whether automatic failover is paused.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>PostgreSQL members.</summary>
    public required IReadOnlyList<MemberLine> Members { get; init; }

    /// <summary>PgBouncer pools.</summary>
    public required IReadOnlyList<PoolLine> Pools { get; init; }

    /// <summary>Proxy and store.</summary>
    public required IReadOnlyList<ServiceLine> Services { get; init; }

    /// <summary>The status for programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The status for people, as lines.</summary>
    public IReadOnlyList<string> ToLines() =>
    [
        .. TextTable.Render(
            ["MEMBER", "ROLE", "STATE", "TIMELINE", "LAG", "ENDPOINT"],
            Members.Select(member => new[] { member.Name, member.Role, member.State, Text(member.Timeline), member.LagBytes is { } lag ? ByteSize.ToText(lag) : "-", member.Endpoint })),
        "",
        .. TextTable.Render(
            ["POOL", "STATE", "MODE", "CLIENTS", "WAITING", "SERVERS", "ENDPOINT"],
            Pools.Select(pool => new[] { pool.Name, pool.State, pool.Mode, Text(pool.ActiveClients), Text(pool.WaitingClients), $"{Text(pool.Servers)} of {pool.Size}", pool.Endpoint })),
        "",
        .. TextTable.Render(
            ["SERVICE", "STATE", "ENDPOINT"],
            Services.Select(service => new[] { service.Name, service.State, service.Endpoint })),
        .. IsPaused ? new[] { "", "Automatic failover is paused." } : [],
    ];

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}

namespace Sagaz.Core.Topology;

/// <summary>Whether everything that connects to one member fits its <c>max_connections</c>.</summary>
/// <remarks>
/// One member can become leader and, when no replica lives, serve the read pool too, so both pools count.
/// A pool is bounded as a whole (<c>max_db_connections</c>), whatever the number of its users.
/// </remarks>
public static class ConnectionBudget
{
    /// <summary>PostgreSQL's default <c>superuser_reserved_connections</c>.</summary>
    public const int SuperuserReserved = 3;

    /// <summary>Patroni's own sessions on a member, and those of its rewind.</summary>
    public const int Patroni = 5;

    /// <summary>Direct sessions of migrations, gates and people.</summary>
    public const int Administration = 12;

    /// <summary>Connections that are not the pools'.</summary>
    public const int Others = SuperuserReserved + Patroni + Administration;

    /// <summary>Connections that a member may have to serve at once.</summary>
    public static int Needed(ClusterTopology topology) => topology.ReadWritePool.ServerConnections + topology.ReadOnlyPool.ServerConnections + Others;
}

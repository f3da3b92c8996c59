namespace Sagaz.Core.Topology;

/// <summary>When PgBouncer gives a server connection back to the pool (its <c>pool_mode</c>).</summary>
public enum PoolMode
{
    /// <summary>After each transaction: for short OLTP work without session state.</summary>
    Transaction,

    /// <summary>When the client disconnects: for long queries and session state.</summary>
    Session,
}

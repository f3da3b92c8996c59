namespace Sagaz.Operations.Pipeline;

/// <summary>Where psql connects to.</summary>
public enum PsqlServer
{
    /// <summary>The write frontend, <c>postgres-primary</c>.</summary>
    Primary,

    /// <summary>The read frontend, <c>postgres-replica</c>.</summary>
    Replica,

    /// <summary>The pool for writes, <c>pgbouncer-rw</c>.</summary>
    Rw,

    /// <summary>The pool for reads, <c>pgbouncer-ro</c>.</summary>
    Ro,
}

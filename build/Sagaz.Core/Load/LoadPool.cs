namespace Sagaz.Core.Load;

/// <summary>Which pool a step of the load goes through.</summary>
public enum LoadPool
{
    /// <summary>pgbouncer-rw, as the application.</summary>
    Rw,

    /// <summary>pgbouncer-ro, as a reader.</summary>
    Ro,
}

namespace Sagaz.Operations.Pipeline;

/// <summary>One of the two pools.</summary>
public enum PoolName
{
    /// <summary>pgbouncer-rw.</summary>
    Rw,

    /// <summary>pgbouncer-ro.</summary>
    Ro,
}

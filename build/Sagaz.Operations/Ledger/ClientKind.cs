namespace Sagaz.Operations.Ledger;

/// <summary>Which pool a client of the ledger's load uses.</summary>
public enum ClientKind
{
    /// <summary>Writes through pgbouncer-rw.</summary>
    Writer,

    /// <summary>Reads through pgbouncer-ro.</summary>
    Reader,
}

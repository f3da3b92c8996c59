namespace Sagaz.Core.Migrations.Locks;

/// <summary>How long a statement works under its lock.</summary>
public enum LockSpan
{
    /// <summary>Changes the catalog only.</summary>
    Brief,

    /// <summary>Works as long as the rows that it touches take.</summary>
    Rows,

    /// <summary>Reads every row.</summary>
    Scan,

    /// <summary>Writes every row anew.</summary>
    Rewrite,
}

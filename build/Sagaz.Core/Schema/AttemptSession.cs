namespace Sagaz.Core.Schema;

/// <summary>The session in which a role attempts something.</summary>
public enum AttemptSession
{
    /// <summary>The application's database, with the role's own settings.</summary>
    Application,

    /// <summary>The application's database, writable whatever the role's settings say: they are only a second net.</summary>
    WritableApplication,

    /// <summary>The database <c>postgres</c>.</summary>
    Maintenance,

    /// <summary>A replication connection, which asks the server to identify itself.</summary>
    Replication,
}

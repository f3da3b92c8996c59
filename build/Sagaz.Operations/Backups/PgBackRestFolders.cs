namespace Sagaz.Operations.Backups;

/// <summary>Where pgBackRest works on one machine.</summary>
/// <param name="Repository">A local repository.</param>
/// <param name="Spool">WAL segments that are on their way.</param>
/// <param name="Locks">What keeps two of its runs apart.</param>
public sealed record PgBackRestFolders(string Repository, string Spool, string Locks);

namespace Sagaz.Core.Topology;

/// <summary>Where backups and archived WAL lie.</summary>
public enum BackupRepositoryKind
{
    /// <summary>In a folder of the cluster's own machine: protects against mistakes, not against the loss of the machine.</summary>
    Local,

    /// <summary>On another machine that runs <c>pgbackrest server</c>, reached over TLS with certificates of both sides.</summary>
    Host,

    /// <summary>In an S3-compatible object store.</summary>
    S3,
}

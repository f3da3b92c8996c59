using Sagaz.Operations.Certificates;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Backups;

/// <summary>Where a restored server lies and what runs it; every path as that sees it.</summary>
public abstract class RestoredPlace
{
    /// <summary>Folder of all its files.</summary>
    public required string Home { get; init; }

    /// <summary>Folder of PostgreSQL's programs.</summary>
    public required string Programs { get; init; }

    /// <summary>The backups, as they are reached from there.</summary>
    public required IRestoreSource Repository { get; init; }

    /// <summary>Addresses that it listens on.</summary>
    public required string Addresses { get; init; }

    /// <summary>Its port there, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Who may log in from where else than the place itself, as pg_hba.conf names it; null for nobody.</summary>
    public string? Neighbours { get; init; }

    /// <summary>What it proves itself with.</summary>
    public required CertificateFiles Certificate { get; init; }

    /// <summary>What a person has to run so that the server's port is there on this machine; null where it is there by itself.</summary>
    public string? WayThere { get; init; }

    /// <summary>Its data.</summary>
    public string Folder => Home + "/data";

    /// <summary>Its settings, in place of the cluster's.</summary>
    public string ConfigurationFile => Home + "/restored.conf";

    /// <summary>Who may log in.</summary>
    public string AccessFile => Home + "/restored.hba";

    /// <summary>What it says.</summary>
    public string LogFile => Home + "/restored.log";

    /// <summary>Whether closing it ends what runs there and takes its files along.</summary>
    public virtual bool ClosesWithAll => false;

    /// <summary>The command that runs a line there, as the servers' user.</summary>
    /// <param name="line">Program and arguments; no secrets.</param>
    /// <param name="environment">Variables beside those that are there; the place for secrets.</param>
    public abstract Command Run(IReadOnlyList<string> line, IReadOnlyDictionary<string, string>? environment = null);

    /// <summary>Makes it possible to run commands there; what an earlier copy of the same name left is no hindrance.</summary>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Lets go of what <see cref="OpenAsync"/> made, also of what it made before it failed; files that lie elsewhere stay.</summary>
    public abstract Task CloseAsync(CancellationToken cancellationToken);
}

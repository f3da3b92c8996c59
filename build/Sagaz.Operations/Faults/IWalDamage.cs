namespace Sagaz.Operations.Faults;

/// <summary>What <see cref="CorruptWal"/> needs of a runtime.</summary>
internal interface IWalDamage
{
    /// <summary>Kills the replica's server, writes noise over the first page of each of its WAL files, and lets it start.</summary>
    Task ScribbleAsync(string member, CancellationToken cancellationToken);

    /// <summary>Lets it start where the scribbling was interrupted.</summary>
    Task ReleaseAsync(string member, CancellationToken cancellationToken);

    /// <summary>Removes its data, so that Patroni clones it anew.</summary>
    Task WipeAsync(string member, CancellationToken cancellationToken);
}

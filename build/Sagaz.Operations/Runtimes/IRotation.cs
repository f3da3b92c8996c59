namespace Sagaz.Operations.Runtimes;

/// <summary>Gives a running cluster new passwords, or new certificates: first where they are kept, then in every server.</summary>
public interface IRotation
{
    /// <summary>Refuses what would be refused half-way; nothing is changed.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Errors.PreconditionException">A right is missing, they are somebody else's, or a server could not be told.</exception>
    Task RequirePossibleAsync(CancellationToken cancellationToken);

    /// <summary>Tells servers at once what is kept, where they can be told; a cut-off run may not have come so far.</summary>
    /// <param name="cancellationToken">Ends it between two servers.</param>
    /// <exception cref="Core.Errors.SagazException">One could not be told.</exception>
    Task TellAsync(CancellationToken cancellationToken);

    /// <summary>Makes new ones and keeps them; no server knows them yet.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was made, one line each.</returns>
    Task<IReadOnlyList<string>> RenewAsync(CancellationToken cancellationToken);

    /// <summary>Has every server take what is kept, and those that start later, too.</summary>
    /// <param name="cancellationToken">Ends it; the next run goes on.</param>
    /// <exception cref="Core.Errors.SagazException">One could not be told, or not in time.</exception>
    Task HandOutAsync(CancellationToken cancellationToken);
}

using System.Text.Json.Nodes;

namespace Sagaz.Operations.Runtimes;

/// <summary>What stands a cluster up somewhere; the same scenarios, gates and reports run on each.</summary>
public interface IClusterRuntime
{
    /// <summary>Name for parameters and reports: <c>native</c>.</summary>
    string Name { get; }

    /// <summary>How long what restarts dead processes here needs to start one again, at most.</summary>
    TimeSpan RestartsWithin { get; }

    /// <summary>How long after a new leader takes writes its clients are led to it here, at most: limits of switchovers and failovers are so much wider.</summary>
    /// <value>0 where whoever hands over can tell the proxy, or the proxy asks the members themselves.</value>
    TimeSpan LeadFollows => TimeSpan.Zero;

    /// <summary>Makes sure that the cluster could start: tools, ports, space, passwords, certificates, configuration.</summary>
    /// <returns>What was made or changed, one line each; empty when all was there.</returns>
    /// <exception cref="Sagaz.Core.Errors.PreconditionException">Something is missing and may not or cannot be made.</exception>
    Task<IReadOnlyList<string>> PrepareAsync(PreparationOptions options, CancellationToken cancellationToken);

    /// <summary>Starts what does not run; it does not wait for the cluster to be of use.</summary>
    /// <returns>What was started or reloaded, one line each; empty when all ran already.</returns>
    Task<IReadOnlyList<string>> StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops everything in good order and keeps the data.</summary>
    /// <returns>What was stopped; empty when nothing ran.</returns>
    Task<IReadOnlyList<string>> StopAsync(CancellationToken cancellationToken);

    /// <summary>Removes the data, passwords and configuration of a stopped cluster.</summary>
    /// <returns>What was removed; empty when there was nothing.</returns>
    Task<IReadOnlyList<string>> PurgeAsync(CancellationToken cancellationToken);

    /// <summary>Stops single members; their data and their place in the cluster stay.</summary>
    /// <param name="members">Names of members.</param>
    /// <param name="cancellationToken">Ends the wait for them.</param>
    Task StopMembersAsync(IReadOnlyList<string> members, CancellationToken cancellationToken);

    /// <summary>Takes stopped members out of the cluster, which from then on has as many as this runtime was opened with.</summary>
    /// <param name="members">Names of members.</param>
    /// <param name="withData">Whether their data goes too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task ForgetMembersAsync(IReadOnlyList<string> members, bool withData, CancellationToken cancellationToken);

    /// <summary>Opens a line to HAProxy's runtime API, for one command.</summary>
    /// <exception cref="Sagaz.Core.Errors.OperationFailedException">It does not run.</exception>
    Task<ProxyLine> OpenProxyAsync(CancellationToken cancellationToken);

    /// <summary>Where the cluster listens, and how to log in.</summary>
    /// <exception cref="Sagaz.Core.Errors.PreconditionException">It was never prepared.</exception>
    ClusterEndpoints Locate();

    /// <summary>Patroni's cluster-wide configuration, where this runtime writes it; null where a deploy file does.</summary>
    Task<JsonObject?> WantedConfigurationAsync(CancellationToken cancellationToken);

    /// <summary>The state of every service, also of those that nobody started.</summary>
    Task<IReadOnlyList<ServiceState>> ReadServicesAsync(CancellationToken cancellationToken);

    /// <summary>Stops one service and keeps it down until it is started.</summary>
    /// <param name="service">Name of a member or service.</param>
    /// <param name="cancellationToken">Ends the wait, not the stopping.</param>
    /// <exception cref="Sagaz.Core.Errors.DeadlinePassedException">It does not end.</exception>
    Task StopServiceAsync(string service, CancellationToken cancellationToken);

    /// <summary>Starts one service that was stopped; does nothing where it runs.</summary>
    /// <param name="service">Name of a member or service.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task StartServiceAsync(string service, CancellationToken cancellationToken);

    /// <summary>Fetches newer releases of what members run, of the same major release; nothing is restarted.</summary>
    /// <exception cref="Sagaz.Core.Errors.SagazException">They cannot be fetched.</exception>
    Task FetchProgramsAsync(CancellationToken cancellationToken);

    /// <summary>What a member would run that started now.</summary>
    Task<ServerPrograms> ReadProgramsAsync(CancellationToken cancellationToken);

    /// <summary>Stops a member and starts it with the programs that are here now; its data stays.</summary>
    /// <param name="member">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RenewMemberAsync(string member, CancellationToken cancellationToken);

    /// <summary>Prints the services' logs.</summary>
    /// <param name="member">One service; null for all.</param>
    /// <param name="follow">Go on printing until cancelled.</param>
    /// <param name="print">Called for every line.</param>
    /// <param name="cancellationToken">Ends following.</param>
    /// <exception cref="Sagaz.Core.Errors.PreconditionException">There is no such service, or no log yet.</exception>
    Task ReadLogsAsync(string? member, bool follow, Action<string> print, CancellationToken cancellationToken);
}

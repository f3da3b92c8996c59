using Docker.DotNet.Models;
using Sagaz.Operations.Runtimes.Compose;

namespace Sagaz.Operations.Faults.Compose;

/// <summary>Takes a member's container off every network of the project, and back.</summary>
/// <remarks>Its published ports go with it. What is back has its name, and perhaps another address; HAProxy looks again every second.</remarks>
internal sealed class Disconnection(ComposeSite site)
{
    public async Task CutAsync(string member, CancellationToken cancellationToken)
    {
        var container = await site.RequireAsync(member, cancellationToken);
        foreach (var network in container.NetworkSettings.Networks.Values)
        {
            await site.Engine.Networks.DisconnectNetworkAsync(
                network.NetworkID, new NetworkDisconnectParameters { Container = container.ID, Force = true }, cancellationToken);
        }
    }

    public async Task MendAsync(string member, CancellationToken cancellationToken)
    {
        var container = await site.FindAsync(member, cancellationToken);
        var has = container.NetworkSettings.Networks.Values.Select(network => network.NetworkID).ToHashSet();
        var all = await site.Engine.Networks.ListNetworksAsync(new() { Filters = Engine.Labelled(site.Project) }, cancellationToken);
        foreach (var missing in all.Where(network => !has.Contains(network.ID)))
        {
            await site.Engine.Networks.ConnectNetworkAsync(
                missing.ID,
                new NetworkConnectParameters { Container = container.ID, EndpointConfig = new EndpointSettings { Aliases = [member] } },
                cancellationToken);
        }
    }
}

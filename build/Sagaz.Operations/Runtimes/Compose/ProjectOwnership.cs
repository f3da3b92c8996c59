using Docker.DotNet.Models;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>Refuses to touch a Compose project of the same name that is not this cluster.</summary>
internal static class ProjectOwnership
{
    /// <param name="project">The project's name.</param>
    /// <param name="state">State folder of this cluster.</param>
    /// <param name="containers">Containers that bear the project's name.</param>
    /// <exception cref="PreconditionException">One of them belongs to somebody else.</exception>
    public static void Require(string project, string state, IEnumerable<ContainerListResponse> containers)
    {
        var foreign = containers.FirstOrDefault(container => container.Labels.TryGetValue(Engine.StateLabel, out var owner) ? owner != state : true);
        if (foreign is null)
            return;
        throw new PreconditionException(
            $"The Docker Engine already runs a Compose project named '{project}', and it is not this cluster.",
            [
                $"container: {foreign.Names.FirstOrDefault()?.TrimStart('/')}",
                foreign.Labels.TryGetValue(Engine.StateLabel, out var owner) ? $"it belongs to: {owner}" : "it was not made by this project",
            ],
            "./build.sh Down in the other clone, or another name for this one with --port-offset 100");
    }

    /// <exception cref="PreconditionException">There is data of a cluster whose passwords are gone.</exception>
    public static void RequireNoOrphans(string project, bool hasPasswords, IEnumerable<VolumeResponse> volumes)
    {
        var names = volumes.Select(volume => volume.Name).ToList();
        if (hasPasswords || names.Count == 0)
            return;
        throw new PreconditionException(
            $"The Docker Engine has volumes of a project named '{project}', but this cluster has no passwords for what is in them.",
            ["volumes: " + string.Join(", ", names)],
            "./build.sh Down --purge removes them, or another name for this cluster with --port-offset 100");
    }
}

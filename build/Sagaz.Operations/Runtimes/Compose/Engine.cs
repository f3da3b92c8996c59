using Docker.DotNet;
using Docker.DotNet.Models;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Compose;

/// <summary>The Docker Engine, asked through its API.</summary>
internal sealed class Engine : IDisposable
{
    /// <summary>Compose's own label on everything of a project.</summary>
    public const string ProjectLabel = "com.docker.compose.project";

    /// <summary>Compose's own label for a container's service.</summary>
    public const string ServiceLabel = "com.docker.compose.service";

    /// <summary>Our label: the state folder that a container belongs to.</summary>
    public const string StateLabel = "sagaz.state";

    private readonly DockerClientConfiguration configuration;
    private readonly DockerClient client;

    public Engine() : this(Deadlines.EngineAnswer) { }

    private Engine(TimeSpan deadline)
    {
        configuration = new DockerClientConfiguration(Address, defaultTimeout: deadline);
        client = configuration.CreateClient();
    }

    /// <summary>One that waits for answers that take their time, such as to a stop.</summary>
    public static Engine Patient() => new(Deadlines.ServiceStopped + Deadlines.EngineAnswer);

    /// <summary>Where the engine is: <c>DOCKER_HOST</c>, or the socket of this machine.</summary>
    public static Uri Address => new(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock");

    public IContainerOperations Containers => client.Containers;

    public INetworkOperations Networks => client.Networks;

    public IVolumeOperations Volumes => client.Volumes;

    /// <summary>What the engine says of itself and its machine.</summary>
    /// <exception cref="PreconditionException">It does not answer.</exception>
    public async Task<SystemInfoResponse> DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.System.GetSystemInfoAsync(cancellationToken).WaitAsync(Deadlines.EngineAnswer, cancellationToken);
        }
        catch (Exception error) when (IsSilence(error, cancellationToken))
        {
            throw new PreconditionException(
                $"No Docker Engine answers at {Address}.", [error.Message],
                "start it (sudo systemctl start docker), join the group docker, or add --runtime native", error);
        }
    }

    /// <summary>The project's containers, also those that do not run.</summary>
    public async Task<IReadOnlyList<ContainerListResponse>> ListAsync(string project, CancellationToken cancellationToken)
    {
        try
        {
            return [.. await client.Containers.ListContainersAsync(
                new ContainersListParameters { All = true, Filters = Labelled(project) }, cancellationToken)];
        }
        catch (Exception error) when (IsSilence(error, cancellationToken))
        {
            throw new PreconditionException(
                $"No Docker Engine answers at {Address}.", [error.Message], "start it: sudo systemctl start docker", error);
        }
    }

    /// <summary>Runs a command inside a container.</summary>
    /// <param name="container">Its id.</param>
    /// <param name="command">Program and arguments; they show in lists of processes.</param>
    /// <param name="input">What it reads; null for nothing. It must know from the text itself where that ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its code, and what it wrote to either stream.</returns>
    public async Task<(long ExitCode, string Output)> RunInAsync(string container, IList<string> command, string? input, CancellationToken cancellationToken)
    {
        using var attached = await AttachAsync(container, command, reads: input is not null, cancellationToken);
        return await attached.EndAsync(input, cancellationToken);
    }

    /// <summary>Starts a command inside a container.</summary>
    /// <param name="container">Its id.</param>
    /// <param name="command">Program and arguments; they show in lists of processes.</param>
    /// <param name="reads">Whether it is to read something from here.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AttachedCommand> AttachAsync(string container, IList<string> command, bool reads, CancellationToken cancellationToken)
    {
        var exec = await client.Exec.ExecCreateContainerAsync(
            container,
            new ContainerExecCreateParameters { AttachStdin = reads, AttachStdout = true, AttachStderr = true, Cmd = command },
            cancellationToken);
        return new AttachedCommand(client.Exec, exec.ID, await client.Exec.StartAndAttachContainerExecAsync(exec.ID, tty: false, cancellationToken));
    }

    /// <summary>The container of this name, also one that does not run; null where there is none.</summary>
    public async Task<ContainerListResponse?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["name"] = new Dictionary<string, bool> { [$"^/{name}$"] = true } };
        return (await client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, cancellationToken)).FirstOrDefault();
    }

    /// <summary>A filter for everything of one project.</summary>
    public static IDictionary<string, IDictionary<string, bool>> Labelled(string project) => new Dictionary<string, IDictionary<string, bool>>
    {
        ["label"] = new Dictionary<string, bool> { [$"{ProjectLabel}={project}"] = true },
    };

    public void Dispose()
    {
        client.Dispose();
        configuration.Dispose();
    }

    /// <summary>Whether an error means that nobody is there, as against one that the engine reports.</summary>
    public static bool IsSilence(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or TimeoutException or IOException or System.Net.Sockets.SocketException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}

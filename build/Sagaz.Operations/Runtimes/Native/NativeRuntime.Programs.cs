using Sagaz.Operations.Packages;

namespace Sagaz.Operations.Runtimes.Native;

public sealed partial class NativeRuntime
{
    /// <inheritdoc />
    public async Task FetchProgramsAsync(CancellationToken cancellationToken)
    {
        var tools = await RequireToolsAsync(cancellationToken);
        await new PackageInstaller(commands, log).UpgradeAsync(
            [$"postgresql-{tools.Postgres.Version.Major}", .. NativeToolset.Patroni.Packages], cancellationToken);
        found = null;
    }

    /// <inheritdoc />
    public async Task<ServerPrograms> ReadProgramsAsync(CancellationToken cancellationToken)
    {
        var tools = await RequireToolsAsync(cancellationToken);
        return new ServerPrograms(tools.Postgres.Version, tools.Patroni.Version);
    }

    /// <inheritdoc />
    public async Task RenewMemberAsync(string member, CancellationToken cancellationToken)
    {
        await supervisor.HoldAsync(member, cancellationToken);
        await supervisor.StartAsync([member], cancellationToken);
    }
}

using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Packages;

public sealed class PackageInstallerTests
{
    private const string ByHand = "sudo apt-get install --no-install-recommends etcd-server haproxy";
    private static readonly Tool[] Missing = [NativeToolset.Etcd, NativeToolset.Haproxy];

    private readonly ListLog log = new();

    [Fact(Timeout = 20_000)]
    public async Task Refuses_where_installing_is_forbidden_and_prints_the_command()
    {
        var refusal = await RefusalAsync(Installer(), Missing, isAllowed: false);

        Assert.Equal("etcd, HAProxy are not installed, and --no-install forbids installing.", refusal.Sentence);
        Assert.Equal(ByHand, refusal.Remedy);
        Assert.Contains("sudo systemctl disable --now postgresql patroni etcd haproxy pgbouncer", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotRun, refusal.ExitCode);
    }

    [Fact(Timeout = 20_000)]
    public async Task Refuses_where_this_user_cannot_become_root_and_prints_the_command()
    {
        var refusal = await RefusalAsync(Installer(), Missing, isAllowed: true);

        Assert.Equal("etcd, HAProxy are not installed, and this user may not install packages (no root, no sudo without a password).", refusal.Sentence);
        Assert.Equal(ByHand, refusal.Remedy);
    }

    [Fact(Timeout = 20_000)]
    public async Task Refuses_where_there_is_no_apt()
    {
        var installer = new PackageInstaller(new CommandRunner(log), log) { AptGet = "/nowhere/apt-get", Elevate = _ => Task.FromResult<Elevation?>(null) };

        var refusal = await RefusalAsync(installer, [NativeToolset.Etcd], isAllowed: true);

        Assert.Equal("etcd is not installed, and this machine has no apt-get.", refusal.Sentence);
    }

    [Fact(Timeout = 20_000)]
    public async Task Names_a_package_once_however_many_tools_want_it()
    {
        var refusal = await RefusalAsync(Installer(), [NativeToolset.Etcd, NativeToolset.Etcd with { Program = "etcdctl" }], isAllowed: false);

        Assert.Equal("sudo apt-get install --no-install-recommends etcd-server", refusal.Remedy);
    }

    [Fact(Timeout = 20_000)]
    public async Task Refusing_runs_nothing_and_announces_nothing()
    {
        await RefusalAsync(Installer(), Missing, isAllowed: true);

        Assert.Empty(log.Lines);
    }

    [Fact]
    public void Root_runs_a_command_without_questions_from_debconf()
    {
        Assert.Equal(
            "/usr/bin/env DEBIAN_FRONTEND=noninteractive apt-get update",
            new Elevation(throughSudo: false).Wrap(new Command("apt-get", "update")).ToString());
    }

    [Fact]
    public void Sudo_is_never_let_ask_for_a_password()
    {
        Assert.Equal(
            "sudo -n /usr/bin/env DEBIAN_FRONTEND=noninteractive apt-get update",
            new Elevation(throughSudo: true).Wrap(new Command("apt-get", "update")).ToString());
    }

    [Fact]
    public void Wrapping_keeps_the_deadline()
    {
        var command = new Command("apt-get") { Deadline = TimeSpan.FromMinutes(1) };

        Assert.Equal(command.Deadline, new Elevation(throughSudo: true).Wrap(command).Deadline);
    }

    /// <summary>On a machine with apt (any program that is there stands in for it) whose user cannot become root.</summary>
    private PackageInstaller Installer() =>
        new(new CommandRunner(log), log) { AptGet = "/bin/sh", Elevate = _ => Task.FromResult<Elevation?>(null) };

    private static Task<PreconditionException> RefusalAsync(PackageInstaller installer, IReadOnlyList<Tool> missing, bool isAllowed) =>
        Assert.ThrowsAsync<PreconditionException>(() => installer.InstallAsync(missing, isAllowed, CancellationToken.None));
}

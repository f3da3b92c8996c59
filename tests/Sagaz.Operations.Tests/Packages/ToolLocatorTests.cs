using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;

namespace Sagaz.Operations.Tests.Packages;

[Collection(SearchPathGroup.Name)]
public sealed class ToolLocatorTests : IDisposable
{
    private readonly SearchPath path = new();
    private readonly ToolLocator locator = new(new CommandRunner(new ListLog()));

    public static TheoryData<Tool, string, string> RealVersions => new()
    {
        { NativeToolset.Postgres, "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18" },
        { NativeToolset.Postgres, "postgres (PostgreSQL) 17.11 (Debian 17.11-0+deb13u1)", "17.11" },
        { NativeToolset.Postgres, "postgres (PostgreSQL) 18.1", "18.1" },
        { NativeToolset.Patroni, "patroni 3.0.2", "3.0.2" },
        { NativeToolset.Patroni, "patroni 4.0.7", "4.0.7" },
        { NativeToolset.Etcd, "etcd Version: 3.4.23\nGit SHA: Not provided (use ./build instead of go build)\nGo Version: go1.19.8\nGo OS/Arch: linux/amd64", "3.4.23" },
        { NativeToolset.Etcd, "etcd Version: 3.5.16\nGit SHA: Not provided (use ./build instead of go build)\nGo Version: go1.24.4", "3.5.16" },
        { NativeToolset.Haproxy, "HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/\nStatus: long-term supported branch - will stop receiving fixes around Q2 2027.", "2.6.12" },
        { NativeToolset.Haproxy, "HAProxy version 3.0.11-1+deb13u2 2026/01/05 - https://haproxy.org/", "3.0.11" },
        { NativeToolset.PgBouncer, "PgBouncer 1.18.0\nlibevent 2.1.12-stable\nadns: c-ares 1.18.1\ntls: OpenSSL 3.0.8 7 Feb 2023", "1.18.0" },
        { NativeToolset.PgBouncer, "PgBouncer 1.24.1\nlibevent 2.1.12-stable\nadns: evdns2\ntls: OpenSSL 3.5.0 8 Apr 2025", "1.24.1" },
    };

    public static TheoryData<Tool, string, string> OldVersions => new()
    {
        { NativeToolset.Postgres, "postgres (PostgreSQL) 14.19", "PostgreSQL 14.19 is too old; 15.0 or newer is needed." },
        { NativeToolset.Patroni, "patroni 2.1.7", "Patroni 2.1.7 is too old; 3.0 or newer is needed." },
        { NativeToolset.Etcd, "etcd Version: 3.3.25", "etcd 3.3.25 is too old; 3.4 or newer is needed." },
        { NativeToolset.Haproxy, "HA-Proxy version 2.2.9-2+deb11u7 2025/04/25", "HAProxy 2.2.9 is too old; 2.6 or newer is needed." },
        { NativeToolset.PgBouncer, "PgBouncer 1.17.0", "PgBouncer 1.17.0 is too old; 1.18 or newer is needed." },
    };

    public void Dispose() => path.Dispose();

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(RealVersions))]
    public async Task Reads_what_real_tools_print(Tool tool, string printed, string version)
    {
        var file = Fake(printed);

        var found = await locator.LocateAsync(tool with { Program = "fake-tool" }, CancellationToken.None);

        Assert.Equal((file, Version.Parse(version)), (found?.File, found?.Version));
    }

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(OldVersions))]
    public async Task Refuses_what_is_too_old_with_a_sentence(Tool tool, string printed, string sentence)
    {
        var file = Fake(printed);

        var refusal = await Assert.ThrowsAsync<PreconditionException>(() => locator.LocateAsync(tool with { Program = "fake-tool" }, CancellationToken.None));

        Assert.Equal(sentence, refusal.Sentence);
        Assert.Contains("found: " + file, refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Refuses_a_tool_that_prints_no_version_and_shows_what_it_printed()
    {
        var file = Fake("no idea");

        var refusal = await Assert.ThrowsAsync<PreconditionException>(() => locator.LocateAsync(NativeToolset.Etcd with { Program = "fake-tool" }, CancellationToken.None));

        Assert.Equal($"etcd did not say its version.\n    command: {file} --version\n    printed: no idea", refusal.Message);
    }

    [Fact(Timeout = 20_000)]
    public async Task Shows_the_errors_of_a_tool_that_cannot_run()
    {
        path.Folder.Script("fake-tool", "echo 'No module named patroni' >&2; exit 1");

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => locator.LocateAsync(NativeToolset.Patroni with { Program = "fake-tool" }, CancellationToken.None));

        Assert.Contains("No module named patroni", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Reads_a_version_that_is_printed_as_an_error()
    {
        path.Folder.Script("fake-tool", "echo 'patroni 4.0.7' >&2");

        var found = await locator.LocateAsync(NativeToolset.Patroni with { Program = "fake-tool" }, CancellationToken.None);

        Assert.Equal(new Version(4, 0, 7), found?.Version);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_tool_that_is_not_there_is_none()
    {
        Assert.Null(await locator.LocateAsync(NativeToolset.Etcd with { Program = "fake-tool" }, CancellationToken.None));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_tool_that_prints_no_version_by_design_is_not_asked()
    {
        path.Folder.Script("fake-tool", "exit 1");

        var found = await locator.LocateAsync(NativeToolset.Runit with { Program = "fake-tool" }, CancellationToken.None);

        Assert.Equal(NativeToolset.Runit.Minimum, found?.Version);
    }

    [Fact]
    public void The_path_goes_before_the_systems_folders()
    {
        var file = path.Folder.Script("env", "exit 0");

        Assert.Equal(file, ToolLocator.Find("env"));
        File.Delete(file);
        Assert.Equal("/usr/bin/env", ToolLocator.Find("env"));
    }

    [Fact]
    public void The_systems_folders_are_searched_even_when_they_are_not_on_the_path()
    {
        Environment.SetEnvironmentVariable("PATH", path.Folder.Path);

        Assert.NotNull(ToolLocator.Find("env"));
    }

    [Theory]
    [InlineData("/nowhere/at-all", false)]
    [InlineData("/usr", true)]
    public void Debians_own_tool_counts_only_with_its_companion(string companion, bool isFound)
    {
        var tool = NativeToolset.Patroni with { Program = "env", DebianCompanion = companion };

        Assert.Equal(isFound, ToolLocator.Find(tool) is not null);
    }

    [Fact]
    public void A_tool_from_elsewhere_needs_no_companion()
    {
        path.Folder.Script("env", "exit 0");

        Assert.NotNull(ToolLocator.Find(NativeToolset.Patroni with { Program = "env", DebianCompanion = "/nowhere/at-all" }));
    }

    private string Fake(string printed) => path.Folder.Script("fake-tool", $"cat <<'END'\n{printed}\nEND");
}

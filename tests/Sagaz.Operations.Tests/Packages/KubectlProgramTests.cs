using Sagaz.Core.Errors;
using Sagaz.Operations.Packages;
using Sagaz.Operations.Processes;
using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Packages;

[Collection(SearchPathGroup.Name)]
public sealed class KubectlProgramTests : IDisposable
{
    private const string OfDebian12 = "Client Version: version.Info{Major:\"1\", Minor:\"20\", GitVersion:\"v1.20.2\", GitCommit:\"faecb196815e248d3ecfb03c680a4507229c2a56\", GoVersion:\"go1.19.8\"}";
    private const string OfDebian13 = "Client Version: v1.32.3+ds\nKustomize Version: v5.5.0";

    private readonly SearchPath path = new();
    private readonly TemporaryFolder cache = new();
    private readonly string? cacheBefore = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
    private readonly ListLog log = new();
    private int fetched;

    public KubectlProgramTests() => Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cacheBefore);
        cache.Dispose();
        path.Dispose();
    }

    [Fact(Timeout = 20_000)]
    public async Task This_machines_own_is_used_where_it_is_new_enough()
    {
        Directory.CreateDirectory(UnpackedPrograms.Folder);
        Script(UnpackedPrograms.Folder, OfDebian13);
        var own = Script(path.Folder.Path, OfDebian13);

        Assert.Equal(own, await Kubectl(mayFetch: true).FindAsync(CancellationToken.None));
        Assert.Equal(0, fetched);
    }

    [Fact(Timeout = 20_000)]
    public async Task One_that_is_too_old_gives_way_to_one_that_was_fetched_before()
    {
        Script(path.Folder.Path, OfDebian12);
        Directory.CreateDirectory(UnpackedPrograms.Folder);
        var unpacked = Script(UnpackedPrograms.Folder, OfDebian13);

        Assert.Equal(unpacked, await Kubectl(mayFetch: false).FindAsync(CancellationToken.None));
    }

    [Fact(Timeout = 20_000)]
    public async Task Without_one_that_will_do_it_is_fetched()
    {
        Script(path.Folder.Path, OfDebian12);

        Assert.Equal("/fetched/kubectl", await Kubectl(mayFetch: true).FindAsync(CancellationToken.None));
        Assert.Equal(1, fetched);
    }

    [Fact(Timeout = 20_000)]
    public async Task Where_nothing_may_be_fetched_it_is_said_what_was_found()
    {
        var old = Script(path.Folder.Path, OfDebian12);

        var refused = await Assert.ThrowsAsync<PreconditionException>(() => Kubectl(mayFetch: false).FindAsync(CancellationToken.None));

        Assert.Equal("There is no kubectl 1.29 or newer, and --no-install forbids fetching one.", refused.Sentence);
        Assert.Contains($"found: {old}, 1.20.2", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Kubectl(mayFetch: false).LookAsync(CancellationToken.None));
        Assert.Equal(0, fetched);
    }

    private KubectlProgram Kubectl(bool mayFetch) => new(new CommandRunner(log), log, mayFetch)
    {
        Fetch = _ =>
        {
            fetched++;
            return Task.FromResult("/fetched/kubectl");
        },
    };

    private static string Script(string folder, string printed)
    {
        var file = Path.Combine(folder, "kubectl");
        File.WriteAllText(file, $"#!/bin/sh\ncat <<'END'\n{printed}\nEND\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}

using Sagaz.Operations.Tests.Processes;

namespace Sagaz.Operations.Tests.Packages;

/// <summary>Tests that change this process's PATH run one after the other, and beside nobody else's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SearchPathGroup
{
    public const string Name = "search path";
}

/// <summary>A folder of made-up programs that is first on the PATH while a test runs.</summary>
internal sealed class SearchPath : IDisposable
{
    private readonly string? before = Environment.GetEnvironmentVariable("PATH");

    public SearchPath() => Environment.SetEnvironmentVariable("PATH", $"{Folder.Path}:/usr/bin:/bin");

    public TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", before);
        Folder.Dispose();
    }
}

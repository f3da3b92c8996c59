namespace Sagaz.Operations.Runtimes.Native;

/// <summary>How a running service takes a changed configuration.</summary>
internal enum Reload
{
    /// <summary>On SIGHUP, without dropping anybody.</summary>
    Hangup,

    /// <summary>On SIGUSR2 to its master process, without dropping anybody.</summary>
    UserSignal2,

    /// <summary>Only when started anew.</summary>
    Restart,
}

/// <summary>One supervised process and the files it reads.</summary>
internal sealed record ServiceDefinition
{
    public required string Name { get; init; }

    /// <summary>Program and arguments; absolute paths, no secrets.</summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>Text of each configuration file by path; owner-only.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Folders that hold nothing but <see cref="Files"/>: what else lies there is of the past.</summary>
    public IReadOnlyList<string> OwnFolders { get; init; } = [];

    /// <summary>Other files whose change means a reload: certificates.</summary>
    public IReadOnlyList<string> AlsoReads { get; init; } = [];

    /// <summary>Files that a killed process may have left and that block the next start.</summary>
    public IReadOnlyList<string> StaleFiles { get; init; } = [];

    /// <summary>Runs to its end, as the same user, before each start; empty for nothing. Its failure hinders no start.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>A group of its own, by number, so that its packets can be told from others'; null for none.</summary>
    public int? Group { get; init; }

    public required Reload Reload { get; init; }
}

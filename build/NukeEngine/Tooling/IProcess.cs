namespace Nuke.Common.Tooling;

/// <summary>A process that was started.</summary>
public interface IProcess : IDisposable
{
    /// <summary>The program.</summary>
    string FileName { get; }

    /// <summary>The arguments, secrets masked.</summary>
    string Arguments { get; }

    /// <summary>The folder it runs in.</summary>
    string WorkingDirectory { get; }

    /// <summary>The lines it has written.</summary>
    IReadOnlyCollection<Output> Output { get; }

    /// <summary>The exit code of an ended process.</summary>
    int ExitCode { get; }

    /// <summary>The process's number.</summary>
    int Id { get; }

    /// <summary>Whether it has ended.</summary>
    bool HasExited { get; }

    /// <summary>Ends it.</summary>
    void Kill();

    /// <summary>Waits for its end; past the deadline it is killed and the answer is false.</summary>
    bool WaitForExit();
}

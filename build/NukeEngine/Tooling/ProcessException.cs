using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>A process ended with another exit code than 0.</summary>
public class ProcessException : Exception
{
    /// <summary>Describes the process: exit code, command, folder, error output.</summary>
    public ProcessException(IProcess process)
        : base(Describe(process))
    {
        ExitCode = process.ExitCode;
    }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; }

    private static string Describe(IProcess process)
    {
        const string Indent = "   ";
        var text = new StringBuilder()
            .AppendLine($"Process '{Path.GetFileName(process.FileName)}' exited with code {process.ExitCode}.")
            .AppendLine($"{Indent}> {process.FileName} {process.Arguments}")
            .AppendLine($"{Indent}@ {process.WorkingDirectory}");
        var errors = process.Output.Where(x => x.Type == OutputType.Err).ToList();
        if (errors.Count > 0)
            text.AppendLine("Error output:");
        foreach (var error in errors)
            text.Append(Indent).AppendLine(error.Text);
        return text.ToString();
    }
}

namespace Sagaz.Core.Errors;

/// <summary>Ctrl+C or SIGTERM ended the run.</summary>
public sealed class InterruptedException() : SagazException(
    "Interrupted: what ran already goes on, what was half done was undone or is finished by the next run.",
    remedy: "the same command again, or ./build.sh Status")
{
    /// <inheritdoc />
    public override ExitCode ExitCode => ExitCode.Interrupted;
}

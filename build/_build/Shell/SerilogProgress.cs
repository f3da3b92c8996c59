using Sagaz.Operations.Waiting;
using Serilog;

namespace Shell;

/// <summary>Progress as NUKE's log lines.</summary>
sealed class SerilogProgress : IProgressLog
{
    public void Information(string line) => Log.Information("{Line:l}", line);

    public void Detail(string line) => Log.Verbose("{Line:l}", line);

    public void Warning(string line) => Log.Warning("{Line:l}", line);
}

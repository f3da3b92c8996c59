using System.Globalization;
using DbUp.Engine.Output;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>DbUp's own lines are details: what matters of them, errors too, is said once by the migrator.</summary>
internal sealed class UpgradeLog(IProgressLog log) : IUpgradeLog
{
    public void LogTrace(string format, params object[] args) => Write(format, args);

    public void LogDebug(string format, params object[] args) => Write(format, args);

    public void LogInformation(string format, params object[] args) => Write(format, args);

    public void LogWarning(string format, params object[] args) => Write(format, args);

    public void LogError(string format, params object[] args) => Write(format, args);

    public void LogError(Exception ex, string format, params object[] args) => Write(format, args);

    private void Write(string format, object[] args) =>
        log.Detail(args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args));
}

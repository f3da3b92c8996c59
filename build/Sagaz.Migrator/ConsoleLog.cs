using Sagaz.Operations.Waiting;

namespace Sagaz.Migrator;

/// <summary>What a Job's log shows.</summary>
internal sealed class ConsoleLog : IProgressLog
{
    public void Information(string line) => Console.WriteLine(line);

    public void Detail(string line) => Console.WriteLine("  " + line);

    public void Warning(string line) => Console.Error.WriteLine(line);
}

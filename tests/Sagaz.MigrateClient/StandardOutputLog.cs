using Sagaz.Operations.Waiting;

namespace Sagaz.MigrateClient;

/// <summary>Prints what matters as it happens.</summary>
internal sealed class StandardOutputLog : IProgressLog
{
    public void Information(string line) => Console.WriteLine(line);

    public void Detail(string line)
    {
    }

    public void Warning(string line) => Console.WriteLine(line);
}

using Sagaz.Operations.Waiting;

namespace Sagaz.Integration.Tests.Kubernetes;

/// <summary>Hears everything and says nothing.</summary>
internal sealed class Silence : IProgressLog
{
    public void Information(string line) => Assert.NotEmpty(line);

    public void Detail(string line) => Assert.NotEmpty(line);

    public void Warning(string line) => Assert.NotEmpty(line);
}

using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes;

/// <summary>What HAProxy's runtime API says to a command: nothing when it was carried out.</summary>
internal static class ProxyAnswer
{
    /// <exception cref="OperationFailedException">It said something.</exception>
    public static void Require(string command, string answer)
    {
        if (answer.Trim() is { Length: > 0 } complaint)
            throw new OperationFailedException($"HAProxy did not carry out '{command}': {complaint}");
    }
}

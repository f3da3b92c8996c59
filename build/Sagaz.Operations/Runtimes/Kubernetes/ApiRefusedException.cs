using System.Net;
using Sagaz.Core.Errors;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>The API server answered, and the answer was no.</summary>
/// <param name="status">HTTP status code.</param>
/// <param name="sentence">What was asked and what the server said.</param>
/// <param name="facts">Evidence.</param>
/// <param name="remedy">What to do.</param>
internal sealed class ApiRefusedException(HttpStatusCode status, string sentence, IEnumerable<string> facts, string remedy) : OperationFailedException(sentence, facts, remedy)
{
    /// <summary>HTTP status code.</summary>
    public HttpStatusCode Status { get; } = status;
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>What the API server says when it refuses: a Status object, or plain text of something in between.</summary>
internal static class ApiAnswer
{
    /// <summary>The refusal as an error for people.</summary>
    /// <param name="code">HTTP status code.</param>
    /// <param name="request">What was asked: <c>PATCH StatefulSet/postgresql</c>.</param>
    /// <param name="body">The answer's text.</param>
    /// <param name="context">The kube-context.</param>
    public static ApiRefusedException Refusal(HttpStatusCode code, string request, string body, string context)
    {
        var said = MessageOf(body);
        var (sentence, remedy) = code switch
        {
            HttpStatusCode.Unauthorized => ($"The API server of '{context}' does not know this login; a token may have expired.", $"log in anew at your cluster's provider, then kubectl --context {context} auth whoami"),
            HttpStatusCode.Forbidden when said.Contains("exceeded quota", StringComparison.Ordinal) => ($"A quota of '{context}' is used up: {said}", "kubectl describe resourcequota --namespace sagaz; raise it, or a smaller overlay"),
            HttpStatusCode.Forbidden => ($"The context '{context}' may not do that: {said}", $"kubectl --context {context} auth can-i --list --namespace sagaz; docs/kubernetes.md, \"Rights\""),
            HttpStatusCode.Conflict => ($"Somebody else has changed what was to be changed: {said}", "the same command again"),
            HttpStatusCode.UnprocessableEntity => ($"The API server finds the object wrong: {said}", "./build.sh RenderK8s, and look at the field that it names"),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => ($"The API server of '{context}' is overloaded or starting: {said}", "the same command again, later"),
            _ => ($"The API server of '{context}' refused: {said}", "the same command again; what was done stays done"),
        };
        return new ApiRefusedException(code, sentence, [$"asked: {request}", $"answer: {(int)code} {code}"], remedy);
    }

    /// <summary>The message of a Status object, or the text itself.</summary>
    public static string MessageOf(string body)
    {
        try
        {
            return (string?)(JsonNode.Parse(body) as JsonObject)?["message"] ?? body.Trim();
        }
        catch (JsonException)
        {
            return body.Trim();
        }
    }
}

using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>What the fake API server does wrong, and how often.</summary>
internal sealed class FakeFaults
{
    private readonly Lock gate = new();
    private readonly List<(Func<string, bool> Meant, Func<HttpContext, Task> Answer, int[] Left)> planned = [];

    /// <summary>Refuses the next requests whose method and path contain a text.</summary>
    public void Refuse(string part, HttpStatusCode code, string reason, string message, int times = 1) =>
        Plan(part, context => FakeKubernetes.RefuseAsync(context, code, reason, message), times);

    /// <summary>Cuts the connection instead of answering.</summary>
    public void Cut(string part, int times = 1) => Plan(part, context =>
    {
        context.Abort();
        return Task.CompletedTask;
    }, times);

    /// <summary>Whether a fault answered.</summary>
    public async Task<bool> TakeAsync(HttpContext context, string request)
    {
        Func<HttpContext, Task>? answer = null;
        lock (gate)
        {
            var text = request + context.Request.QueryString;
            var index = planned.FindIndex(fault => fault.Left[0] > 0 && fault.Meant(text));
            if (index >= 0)
            {
                planned[index].Left[0]--;
                answer = planned[index].Answer;
            }
        }
        if (answer is null)
            return false;
        await answer(context);
        return true;
    }

    private void Plan(string part, Func<HttpContext, Task> answer, int times)
    {
        lock (gate)
            planned.Add((request => request.Contains(part, StringComparison.Ordinal), answer, [times]));
    }
}

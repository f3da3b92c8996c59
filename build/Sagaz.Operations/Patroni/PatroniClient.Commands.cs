using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Patroni;

public sealed partial class PatroniClient
{
    /// <summary>Hands the lead over in good order.</summary>
    /// <param name="leader">Name of the member that leads.</param>
    /// <param name="candidate">Name of the member that is to lead.</param>
    /// <param name="index">Place of the leader in the list of members.</param>
    /// <param name="cancellationToken">Ends the request; a switchover that has begun goes on.</param>
    /// <exception cref="OperationFailedException">Patroni does not answer or refused.</exception>
    public Task SwitchOverAsync(string leader, string candidate, int index, CancellationToken cancellationToken) => PostAsync(
        index, "switchover", new JsonObject { ["leader"] = leader, ["candidate"] = candidate },
        $"hand the lead from {leader} to {candidate}", Deadlines.SwitchOver, cancellationToken);

    /// <summary>Makes a member lead where nobody does, whatever it may lack.</summary>
    /// <param name="candidate">Name of the member that is to lead.</param>
    /// <param name="index">Its place in the list of members.</param>
    /// <param name="cancellationToken">Ends the request; a failover that has begun goes on.</param>
    /// <exception cref="OperationFailedException">Patroni does not answer or refused.</exception>
    public Task FailOverAsync(string candidate, int index, CancellationToken cancellationToken) => PostAsync(
        index, "failover", new JsonObject { ["candidate"] = candidate }, $"give the lead to {candidate}", Deadlines.SwitchOver, cancellationToken);

    /// <summary>Restarts a member's PostgreSQL; returns when it runs again, or when Patroni took too long to say so.</summary>
    /// <exception cref="OperationFailedException">Patroni does not answer or refused.</exception>
    public Task RestartAsync(string member, int index, CancellationToken cancellationToken) =>
        PostAsync(index, "restart", [], $"restart {member}", Deadlines.MemberReturns, cancellationToken);

    /// <summary>Has a replica clone the leader anew; returns when it has begun.</summary>
    /// <exception cref="OperationFailedException">Patroni does not answer or refused; a leader always refuses.</exception>
    public Task ReinitializeAsync(string member, int index, CancellationToken cancellationToken) =>
        PostAsync(index, "reinitialize", new JsonObject { ["force"] = true }, $"clone {member} anew", Deadlines.SwitchOver, cancellationToken);

    private async Task PostAsync(int index, string verb, JsonObject wish, string purpose, TimeSpan patience, CancellationToken cancellationToken)
    {
        var address = new Uri(members[index], verb);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        // A text and not a stream: Patroni's server wants to know the length beforehand.
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(wish.ToJsonString(), Encoding.UTF8, "application/json") };
        try
        {
            using var answer = await patient.SendAsync(request, deadline.Token);
            var reason = await answer.Content.ReadAsStringAsync(cancellationToken);
            // It looks for some seconds itself and then says that it does not know: no refusal either.
            if (!answer.IsSuccessStatusCode && !reason.Contains("status unknown", StringComparison.Ordinal))
                throw new OperationFailedException($"Patroni refused to {purpose}, with status {(int)answer.StatusCode}.", [reason], "./build.sh Status");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No answer in time is no refusal: whoever asked looks at what became of it.
            return;
        }
        catch (HttpRequestException error)
        {
            throw new OperationFailedException($"Patroni did not answer when it was to {purpose}: {error.Message}", [$"asked: {address}"], "./build.sh Status", error);
        }
    }
}

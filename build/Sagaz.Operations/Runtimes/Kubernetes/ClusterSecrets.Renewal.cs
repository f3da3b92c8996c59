using System.Net;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Secrets;

namespace Sagaz.Operations.Runtimes.Kubernetes;

internal sealed partial class ClusterSecrets
{
    /// <summary>The values of a Secret that DeployK8s made.</summary>
    /// <exception cref="PreconditionException">There is none, or it is somebody else's.</exception>
    public async Task<IReadOnlyDictionary<string, string>> RequireOwnAsync(string name, CancellationToken cancellationToken) => ValuesOf(await ReadOwnAsync(name, cancellationToken));

    /// <summary>Gives every account but the backups' cipher a new password; no server knows it yet.</summary>
    /// <remarks>The cluster first: what this machine alone knew would be lost with it.</remarks>
    /// <exception cref="OperationFailedException">Another run changed the Secret meanwhile.</exception>
    public async Task RenewPasswordsAsync(CancellationToken cancellationToken)
    {
        var secret = await ReadOwnAsync(SecretObjects.Passwords, cancellationToken);
        var renewed = PasswordStore.Complete(ValuesOf(secret), new Dictionary<string, string>(), Account.Renewable);
        await ReplaceAsync(secret, renewed, cancellationToken);
        Keep(renewed);
    }

    /// <summary>The passwords, for those who are to be told of them.</summary>
    /// <exception cref="OperationFailedException">They are no longer those of this run.</exception>
    public async Task<IReadOnlyDictionary<string, string>> RequireCurrentPasswordsAsync(CancellationToken cancellationToken)
    {
        var now = await RequireOwnAsync(SecretObjects.Passwords, cancellationToken);
        return now.ToHashSet().SetEquals(passwords.Read()) ? now : throw ChangedMeanwhile(SecretObjects.Passwords);
    }

    /// <summary>Issues every certificate anew; no server has it yet.</summary>
    /// <returns>Which Secrets have new ones.</returns>
    /// <exception cref="OperationFailedException">Another run changed a Secret meanwhile.</exception>
    public async Task<IReadOnlyList<string>> RenewCertificatesAsync(CancellationToken cancellationToken)
    {
        await FetchAsync(cancellationToken);
        var subjects = KubernetesCertificates.SubjectsBySecret();
        Certificates.Ensure([.. subjects.Values], isRenewal: true);
        // An authority that does not outlive them was made anew, too: nobody could trust them without it.
        var wanted = new Dictionary<string, Dictionary<string, string>> { [SecretObjects.Authority] = Pair("ca") };
        foreach (var (name, subject) in subjects)
            wanted[name] = Trusted(subject.Name);
        foreach (var (name, values) in wanted)
            await ReplaceAsync(await ReadOwnAsync(name, cancellationToken), values, cancellationToken);
        return [$"Secrets {string.Join(", ", subjects.Keys)} renewed"];
    }

    private async Task<JsonObject> ReadOwnAsync(string name, CancellationToken cancellationToken)
    {
        var secret = await api.FindAsync(ApiPath.Core("Secret", name, api.Connection.Namespace), cancellationToken)
            ?? throw new PreconditionException($"There is no Secret '{name}' to be renewed.", remedy: "./build.sh DeployK8s; what somebody else brought is renewed where it comes from");
        var owners = ManifestObject.ListAt(secret, "metadata", "ownerReferences").Select(owner => $"{owner["kind"]} {owner["name"]}").ToList();
        if (owners.Count == 0 && new ManifestObject(secret).Labels.GetValueOrDefault(ManagedLabel) == Us)
            return secret;
        throw new PreconditionException(
            $"The Secret '{name}' is somebody else's: what is written into it here would not last.",
            [owners.Count > 0 ? "owner: " + string.Join(", ", owners) : $"it lacks the label {ManagedLabel}={Us}"],
            "renew it where it comes from (docs/kubernetes.md, \"New passwords and certificates\")");
    }

    /// <summary>Writes a Secret that nobody has changed since it was read.</summary>
    /// <exception cref="OperationFailedException">Somebody has.</exception>
    internal async Task ReplaceAsync(JsonObject read, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var name = (string)read["metadata"]!["name"]!;
        try
        {
            await api.MergeAsync(
                ApiPath.Core("Secret", name, api.Connection.Namespace),
                new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = (string?)read["metadata"]!["resourceVersion"] }, ["data"] = Encoded(values) },
                cancellationToken);
        }
        catch (ApiRefusedException refused) when (refused.Status == HttpStatusCode.Conflict)
        {
            throw ChangedMeanwhile(name);
        }
    }

    private static OperationFailedException ChangedMeanwhile(string name) =>
        new($"Another run has changed the Secret '{name}' meanwhile.", remedy: "wait for its end, then the same command again");
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sagaz.Core.Errors;
using Sagaz.Core.Kubernetes;
using Sagaz.Core.Topology;
using Sagaz.Operations.Backups;
using Sagaz.Operations.Certificates;
using Sagaz.Operations.Secrets;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Runtimes.Kubernetes;

/// <summary>The Secrets of the cluster, and their copy in the state folder, by which this machine logs in.</summary>
/// <remarks>The cluster's are the truth: what is there is copied from it, what is missing is made here and put there.</remarks>
internal sealed partial class ClusterSecrets(KubeApi api, PasswordStore passwords, string certificateFolder)
{
    private const string ManagedLabel = "app.kubernetes.io/managed-by";
    private const string Us = "sagaz";

    private CertificateStore Certificates => new(certificateFolder, TimeProvider.System);

    /// <summary>Copies what the cluster has, as far as the context may see it: without that right, this machine's copy stands.</summary>
    /// <exception cref="ApiRefusedException">It may not, and there is no copy.</exception>
    public async Task FollowAsync(IProgressLog log, CancellationToken cancellationToken)
    {
        try
        {
            await FetchAsync(cancellationToken);
        }
        catch (ApiRefusedException refused) when (refused.Status == HttpStatusCode.Forbidden && passwords.Exists)
        {
            log.Detail(refused.Sentence);
        }
    }

    /// <summary>Copies what the cluster has into the state folder.</summary>
    /// <returns>Whether it has passwords at all.</returns>
    public async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(SecretObjects.Passwords, cancellationToken) is not { } known)
            return false;
        Keep(known);
        Directory.CreateDirectory(certificateFolder);
        var authority = await FindAsync(SecretObjects.Authority, cancellationToken);
        if (authority is not null)
            Write("ca", authority["tls.crt"], authority["tls.key"]);
        foreach (var (secret, subject) in KubernetesCertificates.SubjectsBySecret())
        {
            if (await FindAsync(secret, cancellationToken) is not { } pair)
                continue;
            Write(subject.Name, pair["tls.crt"], pair["tls.key"]);
            Write(Certificates.FilesOf(subject.Name).Bundle, $"{pair["tls.crt"].TrimEnd()}\n{pair["tls.key"].TrimEnd()}\n");
            if (authority is null)
                Write(Certificates.RootCertificate, pair["ca.crt"]);
        }
        return true;
    }

    /// <summary>Makes every Secret that is missing; the ones that are there stay, whoever made them.</summary>
    /// <param name="topology">What should run.</param>
    /// <param name="given">Passwords that somebody chose, by account.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was made, one line each.</returns>
    /// <exception cref="PreconditionException">There is data whose passwords are gone, or a foreign Secret lacks a key.</exception>
    public async Task<IReadOnlyList<string>> EnsureAsync(ClusterTopology topology, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var isKnown = await FetchAsync(cancellationToken);
        if (!isKnown)
            await RequireNoOrphansAsync(cancellationToken);
        var done = new List<string>();
        if (isKnown)
            RequireKeys(passwords.Read());
        else
            passwords.Replace(new Dictionary<string, string>());
        passwords.Ensure(given);
        if (!isKnown)
            await PutAsync(SecretObjects.Passwords, "Opaque", passwords.Read(), done, cancellationToken);
        var hasAuthority = await FindAsync(SecretObjects.Authority, cancellationToken) is not null;
        if (!hasAuthority && await FindAsync(SecretObjects.MemberTls, cancellationToken) is not null)
            return [.. done, .. await EnsureRepositoryAsync(topology, cancellationToken)];
        var issued = Certificates.Ensure([.. KubernetesCertificates.SubjectsBySecret().Values]);
        if (!hasAuthority)
            await PutAsync(SecretObjects.Authority, "kubernetes.io/tls", Pair("ca"), done, cancellationToken);
        foreach (var (secret, subject) in KubernetesCertificates.SubjectsBySecret())
        {
            if (issued.Contains(subject.Name) || await FindAsync(secret, cancellationToken) is null)
                await PutAsync(secret, "kubernetes.io/tls", Trusted(subject.Name), done, cancellationToken);
        }
        return [.. done, .. await EnsureRepositoryAsync(topology, cancellationToken)];
    }

    /// <summary>Where backups go: from topology.json's bucket and the keys that were given.</summary>
    private async Task<IReadOnlyList<string>> EnsureRepositoryAsync(ClusterTopology topology, CancellationToken cancellationToken)
    {
        if (!topology.HasBackups || await FindAsync(SecretObjects.BackupRepository, cancellationToken) is not null)
            return [];
        var done = new List<string>();
        var text = PgBackRestConfiguration.RenderRepository(topology.Backups with { Repository = BackupRepositoryKind.S3 }, "/var/lib/pgbackrest", passwords.Read());
        await PutAsync(SecretObjects.BackupRepository, "Opaque", new Dictionary<string, string> { ["repository.conf"] = text }, done, cancellationToken);
        return done;
    }

    /// <exception cref="PreconditionException">There are volumes of members, and nobody knows their passwords.</exception>
    private async Task RequireNoOrphansAsync(CancellationToken cancellationToken)
    {
        var claims = (await api.ListAsync(ApiPath.Of("v1", "PersistentVolumeClaim", api.Connection.Namespace), cancellationToken))
            .Select(claim => (string)claim["metadata"]!["name"]!).Where(name => name.StartsWith("data-postgresql-", StringComparison.Ordinal)).ToList();
        if (claims.Count > 0)
        {
            throw new PreconditionException(
                $"The namespace '{api.Connection.Namespace}' has data of members, and no Secret '{SecretObjects.Passwords}' for it.",
                ["claims: " + string.Join(", ", claims)],
                $"bring the Secret back (docs/kubernetes.md, \"Secrets\"), or ./build.sh DestroyK8s --purge where the data is of no use");
        }
    }

    private static void RequireKeys(IReadOnlyDictionary<string, string> known)
    {
        var missing = Account.All.Where(account => account != Account.BackupCipher && !known.ContainsKey(account)).ToList();
        if (missing.Count > 0)
            throw new PreconditionException($"The Secret '{SecretObjects.Passwords}' lacks {string.Join(", ", missing)}.", remedy: "add a key for each account: docs/kubernetes.md, \"Secrets\"");
    }

    private Dictionary<string, string> Pair(string name) => new()
    {
        ["tls.crt"] = File.ReadAllText(Path.Combine(certificateFolder, name + ".crt")),
        ["tls.key"] = File.ReadAllText(Path.Combine(certificateFolder, name + ".key")),
    };

    private Dictionary<string, string> Trusted(string name) => new(Pair(name)) { ["ca.crt"] = File.ReadAllText(Certificates.RootCertificate) };

    private void Write(string name, string certificate, string key)
    {
        Write(Path.Combine(certificateFolder, name + ".key"), key);
        Write(Path.Combine(certificateFolder, name + ".crt"), certificate);
    }

    // Others on this machine read these files, too: what is right already is left alone.
    private static void Write(string file, string text)
    {
        if (!File.Exists(file) || File.ReadAllText(file) != text)
            SecretFile.Write(file, text);
    }

    private void Keep(IReadOnlyDictionary<string, string> known)
    {
        if (!passwords.Exists || !passwords.Read().ToHashSet().SetEquals(known))
            passwords.Replace(known);
    }

    private async Task<IReadOnlyDictionary<string, string>?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var secret = await api.FindAsync(ApiPath.Core("Secret", name, api.Connection.Namespace), cancellationToken);
        return secret is null ? null : ValuesOf(secret);
    }

    private static Dictionary<string, string> ValuesOf(JsonObject secret) =>
        ManifestObject.TextsAt(secret, "data").ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value)));

    private async Task PutAsync(string name, string type, IReadOnlyDictionary<string, string> data, List<string> done, CancellationToken cancellationToken)
    {
        await api.ApplyAsync(
            ApiPath.Core("Secret", name, api.Connection.Namespace),
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Secret",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = api.Connection.Namespace, ["labels"] = new JsonObject { [ManagedLabel] = Us } },
                ["type"] = type,
                ["data"] = Encoded(data),
            },
            cancellationToken);
        done.Add($"Secret {name} made");
    }

    private static JsonObject Encoded(IReadOnlyDictionary<string, string> data) =>
        new(data.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value))))));
}

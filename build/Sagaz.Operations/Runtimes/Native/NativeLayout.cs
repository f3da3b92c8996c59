using Sagaz.Operations.Certificates;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>Where everything of one native cluster lies, below one folder.</summary>
internal sealed record NativeLayout(string Folder)
{
    public string Passwords => Path.Combine(Folder, "secrets", "passwords.json");

    public string Certificates => Path.Combine(Folder, "certificates");

    public string Configuration => Path.Combine(Folder, "configuration");

    public string Services => Path.Combine(Folder, "services");

    public string Logs => Path.Combine(Folder, "logs");

    public string Data => Path.Combine(Folder, "data");

    public string Run => Path.Combine(Folder, "run");

    /// <summary>What the cluster was last prepared with.</summary>
    public string Record => ClusterRecord.FileIn(Folder);

    /// <summary>Held by the run that starts or stops the cluster.</summary>
    public string Lock => Path.Combine(Folder, "lock");

    public string DataOf(string service) => Path.Combine(Data, service);

    public string ConfigurationOf(string file) => Path.Combine(Configuration, file);

    public CertificateStore CertificateStore(TimeProvider time) => new(Certificates, time);
}

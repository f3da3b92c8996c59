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

    /// <summary>Servers that were restored beside the cluster.</summary>
    public string Restored => Path.Combine(Folder, "restored");

    /// <summary>The longest folder of a socket: Linux allows 107 bytes for its whole path.</summary>
    private const int LongestSocketFolder = 90;

    /// <summary>Where members have their sockets, for pgBackRest alone; empty where the path is too long for one.</summary>
    public string Sockets => Run.Length <= LongestSocketFolder ? Run : "";

    /// <summary>What the cluster was last prepared with.</summary>
    public string Record => ClusterRecord.FileIn(Folder);

    /// <summary>Held by the run that starts or stops the cluster.</summary>
    public string Lock => Path.Combine(Folder, "lock");

    public string DataOf(string service) => Path.Combine(Data, service);

    public string ConfigurationOf(string file) => Path.Combine(Configuration, file);

    public CertificateStore CertificateStore(TimeProvider time) => new(Certificates, time);
}

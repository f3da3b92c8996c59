namespace Sagaz.Core.Topology;

/// <summary>A machine that keeps backups and runs <c>pgbackrest server</c>.</summary>
/// <param name="Address">Name that its certificate has.</param>
/// <param name="Port">Its TLS port, 8432 by pgBackRest's custom.</param>
/// <param name="Path">Folder of the repository there.</param>
/// <param name="Certificates">Folder here with <c>ca.crt</c>, <c>tls.crt</c> and <c>tls.key</c>.</param>
/// <param name="MemberPort">TLS port here, through which it reads the members; no port offset is added.</param>
public sealed record BackupHost(string Address, int Port, string Path, string Certificates, int MemberPort);

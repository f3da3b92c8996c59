namespace Sagaz.Operations.Certificates;

/// <summary>Whom a certificate is for.</summary>
/// <param name="Name">Common name, and the name of its files.</param>
/// <param name="DnsNames">Host names that it answers to.</param>
public sealed record Subject(string Name, params IReadOnlyList<string> DnsNames);

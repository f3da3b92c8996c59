namespace Sagaz.Core.Topology;

/// <summary>An S3-compatible object store; its two keys are secrets and stand elsewhere.</summary>
/// <param name="Bucket">The bucket, which must be there.</param>
/// <param name="Endpoint">Host name of the service, with a port where it is not 443.</param>
/// <param name="Region">The region that requests are signed for.</param>
/// <param name="Path">Folder in the bucket.</param>
/// <param name="CertificateAuthority">File with the authority of the service's certificate; empty for those that the system trusts.</param>
public sealed record BackupBucket(string Bucket, string Endpoint, string Region, string Path, string CertificateAuthority);

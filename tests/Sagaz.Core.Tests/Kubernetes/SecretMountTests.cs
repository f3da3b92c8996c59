using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Core.Tests.Kubernetes;

public sealed class SecretMountTests
{
    private static readonly JsonObject Pod = JsonNode.Parse("""
        {"metadata": {"name": "pgbouncer-rw-a", "uid": "1"},
         "spec": {
           "volumes": [
             {"name": "secrets", "secret": {"secretName": "passwords", "items": [{"key": "postgres", "path": "superuser"}]}},
             {"name": "figures", "secret": {"secretName": "passwords", "items": [{"key": "sagaz_stats", "path": "sagaz_stats"}]}},
             {"name": "tls", "secret": {"secretName": "tls-pgbouncer"}},
             {"name": "run", "emptyDir": {}}],
           "containers": [
             {"name": "pgbouncer", "volumeMounts": [{"name": "run", "mountPath": "/run"}, {"name": "secrets", "mountPath": "/etc/secrets"}, {"name": "tls", "mountPath": "/etc/tls"}]},
             {"name": "exporter", "volumeMounts": [{"name": "figures", "mountPath": "/etc/secrets"}]}]}}
        """)!.AsObject();

    [Fact]
    public void Every_container_has_the_files_that_its_volume_chooses()
    {
        var mounts = SecretMount.In(Pod, "passwords", ["postgres", "sagaz_stats", "replicator"]);

        Assert.Equal(["pgbouncer /etc/secrets", "exporter /etc/secrets"], mounts.Select(mount => $"{mount.Container} {mount.Folder}"));
        Assert.Equal(new KeyValuePair<string, string>("superuser", "postgres"), mounts[0].Keys.Single());
        Assert.Equal(new KeyValuePair<string, string>("sagaz_stats", "sagaz_stats"), mounts[1].Keys.Single());
        Assert.All(mounts, mount => Assert.Equal(("pgbouncer-rw-a", "1"), (mount.Pod, mount.Uid)));
    }

    [Fact]
    public void A_volume_that_chooses_nothing_has_every_key()
    {
        var mount = Assert.Single(SecretMount.In(Pod, "tls-pgbouncer", ["tls.crt", "tls.key"]));

        Assert.Equal(["tls.crt", "tls.key"], mount.Keys.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(SecretMount.In(Pod, "authority", ["tls.crt"]));
    }
}

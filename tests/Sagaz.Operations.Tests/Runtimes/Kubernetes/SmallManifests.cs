using Sagaz.Core.Kubernetes;
using Sagaz.Operations.Runtimes.Kubernetes;

namespace Sagaz.Operations.Tests.Runtimes.Kubernetes;

/// <summary>An environment with one object of each wave, small enough to see whole.</summary>
internal static class SmallManifests
{
    public const string SetPath = "/apis/apps/v1/namespaces/sagaz/statefulsets/postgresql";
    public const string PoolPath = "/apis/apps/v1/namespaces/sagaz/deployments/pgbouncer-rw";
    public const string JobPath = "/apis/batch/v1/namespaces/sagaz/jobs/migrate-1";
    public const string CronPath = "/apis/batch/v1/namespaces/sagaz/cronjobs/partition-maintenance";
    public const string ConfigPath = "/api/v1/namespaces/sagaz/configmaps/patroni-1";

    /// <param name="image">Image of the members.</param>
    /// <param name="hasCronJob">Whether there is a CronJob.</param>
    /// <param name="job">Name of the Job that migrates.</param>
    public static ManifestSet Of(string image = "sagaz/postgres:1", bool hasCronJob = true, string job = "migrate-1") => new("dev", YamlObjects.Parse($$$$$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: sagaz, labels: {sagaz.io/environment: dev}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: patroni-1, namespace: sagaz}
        data: {patroni.yml: "scope: sagaz"}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: postgresql, namespace: sagaz}
        spec:
          replicas: 3
          serviceName: postgresql-headless
          selector: {matchLabels: {app: postgresql}}
          template:
            metadata: {labels: {app: postgresql}}
            spec: {containers: [{name: postgresql, image: "{{{{{image}}}}}"}]}
          volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 1Gi}}}}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: pgbouncer-rw, namespace: sagaz}
        spec:
          replicas: 2
          selector: {matchLabels: {app: pgbouncer}}
          template:
            metadata: {labels: {app: pgbouncer}}
            spec: {containers: [{name: pgbouncer, image: "sagaz/pgbouncer:1"}]}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: {{{{{job}}}}}, namespace: sagaz}
        spec: {template: {spec: {restartPolicy: Never, containers: [{name: migrate, image: "sagaz/migrator:1"}]}}}
        """).Concat(hasCronJob ? YamlObjects.Parse("""
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: partition-maintenance, namespace: sagaz}
        spec: {schedule: "17 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: maintenance, image: "sagaz/postgres:1"}]}}}}}
        """) : []).ToList());
}

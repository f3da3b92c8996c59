namespace Sagaz.Operations.Tests.Runtimes.Kubernetes.FakeApi;

/// <summary>A kind that the fake API server has.</summary>
internal sealed record ServedKind(string Group, string Version, string Kind, string Plural, bool IsNamespaced = true)
{
    public static readonly IReadOnlyList<ServedKind> Usual =
    [
        new("", "v1", "Namespace", "namespaces", false), new("", "v1", "Node", "nodes", false), new("", "v1", "Pod", "pods"), new("", "v1", "Service", "services"), new("", "v1", "ServiceAccount", "serviceaccounts"),
        new("", "v1", "ConfigMap", "configmaps"), new("", "v1", "Secret", "secrets"), new("", "v1", "Event", "events"), new("", "v1", "ResourceQuota", "resourcequotas"),
        new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims"),
        new("apps", "v1", "StatefulSet", "statefulsets"), new("apps", "v1", "Deployment", "deployments"),
        new("batch", "v1", "CronJob", "cronjobs"), new("batch", "v1", "Job", "jobs"),
        new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"), new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
        new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies"),
        new("rbac.authorization.k8s.io", "v1", "Role", "roles"), new("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings"),
        new("storage.k8s.io", "v1", "StorageClass", "storageclasses", false),
        new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false),
    ];

    /// <summary>The Prometheus operator's.</summary>
    public static readonly IReadOnlyList<ServedKind> Monitoring =
        [new("monitoring.coreos.com", "v1", "PodMonitor", "podmonitors"), new("monitoring.coreos.com", "v1", "PrometheusRule", "prometheusrules")];

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>What stands before its addresses: <c>/apis/apps/v1</c>.</summary>
    public string Root => Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
}

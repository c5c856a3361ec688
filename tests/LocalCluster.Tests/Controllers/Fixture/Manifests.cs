using System.Text.Json;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Tests.Controllers.Fixture;

internal static class Manifests
{
    /// <summary>The set of the recordings: `web`, with a claim `data` per pod unless told otherwise.</summary>
    public static StatefulSet Web(int replicas, string more = "", bool claims = true, string policy = "Parallel") => Parse<StatefulSet>(
        $$"""
        {
          "metadata": { "name": "web", "namespace": "default", "labels": { "app": "web" } },
          "spec": {
            "serviceName": "web", "replicas": {{replicas}}, "podManagementPolicy": "{{policy}}", {{more}}
            "selector": { "matchLabels": { "app": "web" } },
            "template": {
              "metadata": { "labels": { "app": "web" } },
              "spec": {
                "terminationGracePeriodSeconds": 1,
                "containers": [ { "name": "app", "image": "app:1", "ports": [ { "name": "http", "containerPort": 5000 } ] } ]
              }
            }
            {{(claims ? Claims : "")}}
          }
        }
        """);

    public static Service Service(string name, string more = "") => Parse<Service>(
        $$"""
        {
          "metadata": { "name": "{{name}}", "namespace": "default", "labels": { "app": "web" } },
          "spec": { {{more}} "selector": { "app": "web" }, "ports": [ { "name": "http", "port": 80, "targetPort": "http" } ] }
        }
        """);

    public static PersistentVolumeClaim Claim(string name, string size = "10Mi") => Parse<PersistentVolumeClaim>(
        $$"""
        {
          "metadata": { "name": "{{name}}", "namespace": "default" },
          "spec": { "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "{{size}}" } } }
        }
        """);

    /// <summary>A pod that mounts a claim.</summary>
    public static Pod PodWith(string name, string claim) => Parse<Pod>(
        $$"""
        {
          "metadata": { "name": "{{name}}", "namespace": "default" },
          "spec": {
            "terminationGracePeriodSeconds": 1,
            "containers": [ { "name": "app", "image": "app:1" } ],
            "volumes": [ { "name": "v", "persistentVolumeClaim": { "claimName": "{{claim}}" } } ]
          }
        }
        """);

    public static ConfigMap ConfigMap(string name, OwnerReference? owner = null, string ns = "default") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns, OwnerReferences = owner is null ? null : [owner] },
    };

    public static T Parse<T>(string json)
        where T : class, Kubernetes.Models.IResource<T> => JsonSerializer.Deserialize(json, T.Json)!;

    private const string Claims =
        """
        , "volumeClaimTemplates": [ {
            "metadata": { "name": "data" },
            "spec": { "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "10Mi" } } }
        } ]
        """;
}

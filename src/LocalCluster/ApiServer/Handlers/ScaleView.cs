using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Selectors;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>An object seen as <c>autoscaling/v1 Scale</c>: wanted and present replicas, and the selector of the pods.</summary>
internal static class ScaleView
{
    public static readonly ResourceDefinition Kind = new()
    {
        Group = "autoscaling",
        Version = "v1",
        Kind = "Scale",
        Plural = "scales",
        Singular = "scale",
        Namespaced = true,
        StorageKey = "",
        Schema = BuiltInSchemas.Find("autoscaling", "v1", "Scale"),
    };

    private static readonly ScalePaths BuiltIn = new(".spec.replicas", ".status.replicas", null);

    /// <exception cref="StatusException">500 when a custom object has no wanted number.</exception>
    public static JsonObject Of(JsonObject obj, ResourceDefinition resource)
    {
        var paths = resource.Custom?.Scale ?? BuiltIn;
        var wanted = obj.Number(Names(paths.SpecReplicas))
            ?? throw Failures.Internal($"the spec replicas field \"{paths.SpecReplicas}\" does not exist");
        var metadata = new JsonObject();
        foreach (var field in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            if (obj.At("metadata", field) is { } value)
                metadata[field] = value.DeepClone();
        }

        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = wanted == 0 ? [] : new JsonObject { ["replicas"] = wanted },
            ["status"] = Status(obj, paths),
        };
    }

    /// <summary>Writes the wanted number of the scale into the object.</summary>
    public static JsonObject Into(JsonObject obj, JsonObject scale, ResourceDefinition resource)
    {
        var names = ReplicasPath(resource);
        var parent = obj;
        foreach (var name in names[..^1])
            parent = parent.ObjectOrNew(name);
        parent[names[^1]] = scale.Number("spec", "replicas") ?? 0;
        if (scale.ResourceVersion() is { Length: > 0 } version)
            obj.Metadata()["resourceVersion"] = version;
        return obj;
    }

    /// <summary>Where the object keeps the wanted number.</summary>
    public static string[] ReplicasPath(ResourceDefinition resource) => Names((resource.Custom?.Scale ?? BuiltIn).SpecReplicas);

    private static JsonObject Status(JsonObject obj, ScalePaths paths)
    {
        var status = new JsonObject { ["replicas"] = obj.Number(Names(paths.StatusReplicas)) ?? 0 };
        var selector = paths.LabelSelector is { Length: > 0 } path
            ? obj.Text(Names(path))
            : ReferenceEquals(paths, BuiltIn) ? SelectorText.Of(obj.Object("spec", "selector")) : null;
        if (!string.IsNullOrEmpty(selector))
            status["selector"] = selector;
        return status;
    }

    private static string[] Names(string path) => path.TrimStart('.').Split('.');
}
